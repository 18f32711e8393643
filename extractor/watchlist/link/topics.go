package link

import "strings"

// topic says what the news writes where it speaks of a programme. Key stands in
// the programme's name or code on some list; Words are beginnings of folded
// words; Country is a code of ISO 3166 where the programme is about one.
type topic struct {
	Key     string
	Words   []string
	Country string
}

// topics are tried in order against each programme, all that fit.
var topics = []topic{
	{"SDGT", []string{"terror", "militan", "jihad", "hezbollah", "hizballah", "hamas", "qaeda", "qaida", "islamic"}, ""},
	{"FTO", []string{"terror", "militan", "jihad"}, ""},
	{"Terror", []string{"terror", "militan", "jihad"}, ""},
	{"Qaida", []string{"terror", "militan", "jihad", "qaeda", "qaida", "islamic"}, ""},
	{"TAQA", []string{"terror", "militan", "jihad", "qaeda", "qaida", "islamic"}, ""},
	{"Taliban", []string{"taliban", "afghan"}, "AF"},
	{"NPWMD", []string{"missile", "nuclear", "weapon", "prolif", "ballistic", "drone", "centrifuge"}, ""},
	{"DPRK", []string{"missile", "nuclear", "weapon", "pyongyang"}, "KP"},
	{"PRK", []string{"missile", "nuclear", "weapon", "pyongyang"}, "KP"},
	{"IRAN", []string{"tehran", "oil", "drone", "nuclear"}, "IR"},
	{"IRN", []string{"tehran", "oil", "drone", "nuclear"}, "IR"},
	{"IFSR", []string{"tehran", "irgc", "quds"}, "IR"},
	{"IRGC", []string{"tehran", "irgc", "quds", "revolutionary"}, "IR"},
	{"RUSSIA", []string{"kremlin", "moscow", "oligarch", "invasion", "putin", "ukrain"}, "RU"},
	{"Russia", []string{"kremlin", "moscow", "oligarch", "invasion", "putin", "ukrain"}, "RU"},
	{"UKRAINE", []string{"kremlin", "moscow", "crimea", "donbas", "annex", "putin", "ukrain"}, "RU"},
	{"UKR", []string{"kremlin", "moscow", "crimea", "donbas", "annex", "putin", "ukrain"}, "RU"},
	{"CYBER", []string{"cyber", "hack", "ransomware", "malware", "botnet"}, ""},
	{"SDNT", []string{"drug", "cartel", "narco", "cocaine", "fentanyl", "traffick", "heroin"}, ""},
	{"ILLICIT-DRUGS", []string{"drug", "cartel", "narco", "cocaine", "fentanyl", "traffick", "opioid"}, ""},
	{"TCO", []string{"crime", "criminal", "mafia", "gang", "traffick", "smuggl"}, ""},
	{"GLOMAG", []string{"corrupt", "abuse", "rights", "bribe", "tortur", "atrocit"}, ""},
	{"MAGNIT", []string{"corrupt", "abuse", "rights", "magnitsky", "tortur"}, "RU"},
	{"SYRIA", []string{"damascus", "assad"}, "SY"},
	{"SYR", []string{"damascus", "assad"}, "SY"},
	{"VENEZUELA", []string{"caracas", "maduro"}, "VE"},
	{"BELARUS", []string{"minsk", "lukashenk"}, "BY"},
	{"BLR", []string{"minsk", "lukashenk"}, "BY"},
	{"BURMA", []string{"junta", "naypyi", "yangon", "rohingya"}, "MM"},
	{"MMR", []string{"junta", "naypyi", "yangon", "rohingya"}, "MM"},
	{"CUBA", []string{"havana"}, "CU"},
	{"LIBYA", []string{"tripoli", "militia"}, "LY"},
	{"SUDAN", []string{"khartoum", "darfur", "rsf"}, "SD"},
	{"DARFUR", []string{"khartoum", "darfur"}, "SD"},
	{"SOMALIA", []string{"mogadishu", "shabaab", "pirate", "piracy"}, "SO"},
	{"YEMEN", []string{"houthi", "sanaa"}, "YE"},
	{"LEBANON", []string{"beirut", "hezbollah"}, "LB"},
	{"DRCONGO", []string{"rebel", "militia", "kinshasa", "m23"}, "CD"},
	{"IRAQ", []string{"baghdad", "militia", "saddam"}, "IQ"},
	{"ZIMB", []string{"harare", "mugabe"}, "ZW"},
	{"NICARAGUA", []string{"managua", "ortega"}, "NI"},
	{"MALI", []string{"bamako"}, "ML"},
	{"BALKANS", []string{"bosnia", "dodik", "kosovo", "serb"}, ""},
	{"ELECTION", []string{"election", "troll", "disinformation", "meddl"}, ""},
	{"CMIC", []string{"military", "surveillance", "chinese"}, "CN"},
	{"HK", []string{"beijing", "autonomy", "protest"}, "HK"},
}

// topicsOf are the topics of an entry's programmes.
func topicsOf(programs []string) []topic {
	var out []topic
	for _, t := range topics {
		for _, p := range programs {
			if strings.Contains(p, t.Key) {
				out = append(out, t)
				break
			}
		}
	}
	return out
}
