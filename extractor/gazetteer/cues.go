package gazetteer

// cue is a word next to a name that speaks for or against a city, in units of
// log odds, with an example of each.
type cue struct {
	word    string
	logit   float64
	example string
}

// before are the words right before a name.
var before = table(beforeRows)

var beforeRows = []cue{
	{"in", 2.0, "in Dandong"},
	{"near", 2.2, "near Homs"},
	{"at", 0.8, "talks at Geneva"},
	{"from", 1.0, "from Vladivostok"},
	{"to", 0.7, "flew to Caracas"},
	{"outside", 1.5, "outside Damascus"},
	{"around", 1.0, "around Bakhmut"},
	{"toward", 1.0, "toward Kyiv"},
	{"towards", 1.0, "towards Kyiv"},
	{"between", 0.6, "between Basra and Baghdad"},
	{"via", 0.8, "via Dubai"},
	{"into", 0.8, "into Rafah"},
	{"across", 0.5, "across Gaza"},
	{"inside", 0.6, "inside Tehran"},
	{"leaving", 0.6, "leaving Kabul"},
	{"visited", 0.6, "visited Minsk"},
	{"downtown", 2.0, "downtown Chicago"},
	{"central", 1.2, "central London"},
	{"northern", 0.4, "northern Gaza"},
	{"southern", 0.4, "southern Beirut"},
	{"eastern", 0.4, "eastern Aleppo"},
	{"western", 0.4, "western Mosul"},
	{"nearby", 1.5, "nearby Sidon"},
	{"city", 1.6, "the city Homs"},
	{"town", 1.6, "the town Idlib"},
	{"village", 1.2, "the village Douma"},
	{"capital", 2.0, "the capital Minsk"},
	{"port", 0.8, "the port Odesa"},
	{"mayor", -0.8, "mayor London Breed"},
	{"by", -0.5, "signed by Lincoln"},
	{"with", -0.4, "talks with Lincoln"},
	{"named", -1.5, "a man named Nelson"},
	{"mr", -4, "Mr Nelson"},
	{"mrs", -4, "Mrs Nelson"},
	{"ms", -4, "Ms Nelson"},
	{"dr", -4, "Dr Nelson"},
	{"president", -3, "President Lincoln"},
	{"secretary", -3, "Secretary Clinton"},
	{"sen", -4, "Sen. Warren"},
	{"senator", -4, "Senator Warren"},
	{"rep", -4, "Rep. Jordan"},
	{"gov", -4, "Gov. Lincoln"},
	{"judge", -3, "Judge Jackson"},
	{"sir", -3, "Sir Lincoln"},
	{"general", -2.5, "General Houston"},
	{"col", -3, "Col. Houston"},
	{"capt", -3, "Capt. Houston"},
	{"sgt", -3, "Sgt. Houston"},
	{"prof", -3, "Prof. Lincoln"},
	{"professor", -3, "Professor Lincoln"},
	{"minister", -2.5, "Minister Lincoln"},
	{"detective", -2.5, "Detective Lincoln"},
	{"officer", -2.5, "Officer Lincoln"},
	{"coach", -3, "Coach Lincoln"},
	{"the", -0.8, "the Reading"},
	{"a", -1.5, "a Lincoln"},
	{"an", -1.5, "an Oxford"},
	{"his", -1, "his Lincoln"},
	{"her", -1, "her Lincoln"},
}

// after are the words right behind a name.
var after = table(afterRows)

var afterRows = []cue{
	{"province", -3, "Idlib province"},
	{"region", -2, "Kherson region"},
	{"oblast", -3, "Kherson oblast"},
	{"state", -3, "Washington state"},
	{"county", -3.5, "Orange county"},
	{"district", -2, "Chelsea district"},
	{"governorate", -3, "Idlib governorate"},
	{"prefecture", -3, "Fukushima prefecture"},
	{"peninsula", -3, "Kerch peninsula"},
	{"river", -3.5, "Kaduna river"},
	{"lake", -3, "Geneva lake"},
	{"island", -2.5, "Victoria island"},
	{"islands", -3, "Victoria islands"},
	{"bay", -3, "Tampa bay"},
	{"valley", -3, "Napa valley"},
	{"strait", -3, "Kerch strait"},
	{"street", -3.5, "Oxford street"},
	{"road", -3, "Oxford road"},
	{"avenue", -3.5, "Lincoln avenue"},
	{"said", -0.9, "Lincoln said"},
	{"says", -0.9, "Lincoln says"},
	{"told", -1.2, "Lincoln told reporters"},
	{"added", -1.0, "Lincoln added"},
	{"wrote", -1.2, "Lincoln wrote"},
	{"who", -1.8, "Lincoln who"},
	{"city", 0.8, "Homs city"},
	{"airport", 0.8, "Minsk airport"},
	{"suburb", 1.2, "the Damascus suburb"},
	{"resident", 0.8, "a Chicago resident"},
	{"residents", 0.8, "Chicago residents"},
	{"inc", -2.5, "Lincoln Inc"},
	{"ltd", -2.5, "Lincoln Ltd"},
	{"llc", -2.5, "Lincoln LLC"},
	{"fc", -2.5, "Chelsea FC"},
	{"times", -2.5, "London Times"},
	{"post", -2.5, "Washington Post"},
	{"herald", -2.5, "Miami Herald"},
	{"gazette", -2.5, "Chicago Gazette"},
	{"tribune", -2.5, "Chicago Tribune"},
	{"news", -2.5, "Dallas News"},
	{"journal", -2.5, "Milwaukee Journal"},
	{"chronicle", -2.5, "Houston Chronicle"},
	{"courier", -2.5, "Dnipro Courier"},
	{"observer", -2.5, "Charlotte Observer"},
	{"press", -2.5, "Detroit Press"},
	{"bank", -2.5, "Dandong Bank"},
	{"university", -2.5, "Tehran University"},
	{"institute", -2.5, "Geneva Institute"},
	{"college", -2.5, "Boston College"},
	{"academy", -2.5, "Moscow Academy"},
	{"hospital", -2.5, "Cairo Hospital"},
	{"group", -2.5, "Homs Group"},
	{"holding", -2.5, "Minsk Holding"},
	{"trading", -2.5, "Dandong Trading"},
	{"shipping", -2.5, "Odesa Shipping"},
	{"company", -2.5, "Tianjin Company"},
	{"corporation", -2.5, "Tianjin Corporation"},
	{"jr", -3.5, "Lincoln Jr."},
}

func table(rows []cue) map[string]float64 {
	m := make(map[string]float64, len(rows))
	for _, r := range rows {
		m[r.word] = r.logit
	}
	return m
}

// kinds are words for places of people: "the city of Homs".
var kinds = map[string]bool{"city": true, "town": true, "village": true, "capital": true, "port": true, "municipality": true, "suburb": true, "outskirts": true, "mayor": true, "streets": true, "settlement": true, "hamlet": true}

// roles stand behind a city's name and are no part of a longer one: "Moscow
// Mayor Sergei Sobyanin".
var roles = map[string]bool{"mayor": true, "bishop": true, "archbishop": true, "governor": true, "residents": true, "resident": true, "native": true, "correspondent": true, "councilman": true, "councillor": true, "time": true}

// quarters stand in front of a city's name.
var quarters = map[string]bool{"north": true, "south": true, "east": true, "west": true, "central": true, "downtown": true, "greater": true, "northern": true, "southern": true, "eastern": true, "western": true}

// rulers are titles that name a place behind "of": "Crown Prince of Dubai".
var rulers = map[string]bool{"prince": true, "princess": true, "king": true, "queen": true, "emir": true, "ruler": true, "mayor": true, "archbishop": true, "bishop": true, "governor": true, "duke": true, "patriarch": true, "metropolitan": true, "sultan": true, "sheikh": true, "battle": true, "siege": true}

// cityStates are countries, by code, that are cities.
var cityStates = map[string]bool{"SG": true, "HK": true, "MO": true, "MC": true, "VA": true}

// months open the date of a dateline.
var months = map[string]bool{
	"January": true, "February": true, "March": true, "April": true, "May": true, "June": true, "July": true, "August": true,
	"September": true, "October": true, "November": true, "December": true, "Jan.": true, "Feb.": true, "Mar.": true,
	"Apr.": true, "Aug.": true, "Sept.": true, "Sep.": true, "Oct.": true, "Nov.": true, "Dec.": true,
}

// givenNames are capitals that are given names too: with these the model's
// word that it is a person counts in full.
var givenNames = map[string]bool{"paris": true, "sofia": true, "victoria": true, "santiago": true, "vienna": true, "kingston": true, "georgetown": true}

// firms end companies' names: "of" behind them says where the company sits.
var firms = map[string]bool{"trading": true, "shipping": true, "logistics": true, "supply": true, "electronics": true, "enterprises": true, "industries": true, "airlines": true, "holdings": true, "llc": true, "ltd": true, "limited": true, "inc": true, "co": true, "corp": true}
