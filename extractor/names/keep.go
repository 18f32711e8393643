package names

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
)

// Keep removes from candidates of persons and organizations those that name a
// country or a people, or are words that no body is called by alone. It changes
// ms.
func Keep(d *token.Document, ms []mention.Mention) []mention.Mention {
	kept := ms[:0]
	for _, m := range ms {
		if first := d.Word(m.First); m.Last-m.First > 1 && aliasMarks[first] {
			m.First++
			m.Start = int(d.Tokens[m.First].Start)
		}
		if m.Type != tagging.Person && m.Type != tagging.Organization || !isNoName(d, &m) {
			kept = append(kept, m)
		}
	}
	return kept
}

func isNoName(d *token.Document, m *mention.Mention) bool {
	text := d.Text[m.Start:m.End]
	if notNames[text] || regions[strings.TrimPrefix(text, "the ")] || country(text) || isContraction(text) {
		return true
	}
	if isPeoples(d, m) {
		return true
	}
	// "N. Koreans", "North Koreans", "Russian": a people or its adjective, with
	// at most a direction before it.
	if lastWord := d.Word(m.Last - 1); m.Last-m.First <= 2 && people(lastWord) && (m.Last-m.First == 1 || direction(d.Word(m.First))) {
		return true
	}
	if m.Last-m.First == 1 && d.Tokens[m.First].Kind == token.Number {
		return true
	}
	return isDescription(d, m)
}

// aliasMarks say that a further name follows; they are no part of it.
var aliasMarks = set("AKA aka A.K.A. a.k.a. a.k.a FKA fka f.k.a. F.K.A. NKA nka n.k.a. alias Alias")

// isContraction reports whether text is a word with its verb ("I’ve", "She'd",
// "Don’t").
func isContraction(text string) bool {
	word, end, ok := strings.Cut(text, "’")
	if !ok {
		word, end, ok = strings.Cut(text, "'")
	}
	if !ok {
		return false
	}
	switch end {
	case "t":
		return strings.HasSuffix(word, "n")
	case "ve", "ll", "re", "m", "d", "s":
		return contracted[strings.ToLower(word)]
	}
	return false
}

// contracted are the words that verbs are contracted with.
var contracted = set("i you he she it we they who what that this there here how where when why let")

// isPeoples reports whether a candidate names peoples or believers alone:
// "Cuban Americans", "Muslim Uyghurs", "Americans and Russians".
func isPeoples(d *token.Document, m *mention.Mention) bool {
	if m.Last-m.First < 2 || !manyPeople(d.Word(m.Last-1)) {
		return false
	}
	for i := m.First; i < m.Last-1; i++ {
		switch w := d.Word(i); {
		case w == "and", w == "or", w == "&", w == ",", w == "-", w == "–", w == "Native", w == "Indigenous":
		case people(w), direction(w), notNames[w]:
		default:
			return false
		}
	}
	return true
}

// manyPeople reports whether a word is the plural of a people or of believers.
func manyPeople(w string) bool {
	return strings.HasSuffix(w, "s") && (people(w) || notNames[w]) || believers[w]
}

var believers = set("Buddhists Catholics Protestants Hindus Sikhs Mormons Bahá’ís Baha'is Baháʼís Copts Salafis Sunnis Shiites Evangelicals Anglicans Maronites Uyghurs Uighurs Rohingya Islanders Peoples")

// isDescription reports whether a candidate tells what somebody is rather than
// how he is called: "people of Belarus", "Gulf partners", "Department
// Spokesperson", "Government of Japan", "Biden Administration".
func isDescription(d *token.Document, m *mention.Mention) bool {
	first, last := d.Word(m.First), d.Word(m.Last-1)
	if m.Last-m.First == 1 {
		return false
	}
	if d.Tokens[m.First].Case == token.Lower && !particles[first] {
		return true
	}
	if d.Tokens[m.Last-1].Case == token.Lower && generics[last] {
		return true
	}
	if m.Type != tagging.Organization {
		return false
	}
	return posts[last] || first == "Government" && d.Word(m.First+1) == "of" ||
		last == "Administration" && m.Last-m.First == 2 && !fieldWord(first) && first != "Presidential"
}

// particles open names in lower case.
var particles = set("al el as ad ar ash at an bin ibn bint abu de del della da di do dos das van von der den ter la le ul e-")

// generics end descriptions of groups and bodies in lower case.
var generics = set("people partners allies government governments regime forces officials fighters militants militia militias troops soldiers authorities citizens companies firms banks members leaders lawmakers politicians elites oligarchs individuals entities targets territory militias rebels insurgents operatives opposition coalition parliament army navy military police media state states ministers diplomats refugees migrants families family community communities side administration delegation embassy parties networks network group groups")

// posts end what a person is.
var posts = set("Spokesperson Spokesman Spokeswoman Secretary Minister President Director Chairman Chairwoman Chief Commander Ambassador Officer Official Officials Governor Mayor Premier Deputy Undersecretary Commissioner Member Members Leader Leaders Representative Representatives Adviser Advisor")

// regions are parts of the world that are no bodies.
var regions = func() map[string]bool {
	m := set("Indo-Pacific Asia-Pacific Euro-Atlantic Trans-Atlantic Transatlantic Maghreb Sahel Levant Donbas Donbass Balkans Caucasus Scandinavia Mesopotamia Oceania Americas Eurasia Europe Asia Africa Antarctica Crimea Transnistria Siberia Kashmir Kurdistan Mediterranean Atlantic Pacific Caribbean Mekong")
	for _, r := range []string{"Indo-Pacific Region", "Northern Triangle", "Horn of Africa", "Latin America", "Central America", "North America", "South America", "Central Asia", "South Asia", "Southeast Asia", "East Asia", "Northeast Asia", "Western Hemisphere", "Western Balkans", "South Caucasus", "North Caucasus", "North Africa", "West Africa", "East Africa", "Southern Africa", "Sub-Saharan Africa", "Eastern Europe", "Western Europe", "Central Europe", "South Pacific", "Great Lakes", "Arabian Peninsula", "Korean Peninsula", "Global South", "Global North", "Eastern Bloc", "West Bank", "South China Sea", "Taiwan Strait", "Strait of Hormuz", "Baltic States"} {
		m[r] = true
	}
	return m
}()

func country(text string) bool {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "the "), "The ")
	_, ok := gazetteer.CountryOf(text)
	return ok
}

func people(w string) bool {
	return w == "Korean" || w == "Koreans" || gazetteer.IsDemonym(w) || len(w) > 4 && strings.HasSuffix(w, "s") && gazetteer.IsDemonym(w[:len(w)-1])
}

func direction(w string) bool {
	switch w {
	case "N.", "S.", "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western":
		return true
	}
	return false
}

// notNames are capitalized words and acronyms that models take for names.
var notNames = func() map[string]bool {
	m := set("WMD JCPOA GDP CEO CFO COO COVID COVID-19 AI IT TV PDF FAQ ID GPS LNG UAV UAVs UAS ICBM ICBMs SLBM HIV DNA GMT EST EDT UTC Q1 Q2 Q3 Q4 VIP NGO NGOs SDN SDNs PEP FTO SDGT E.O. EO UNSCR UNSCRs AM PM A.M. P.M. Bitcoin Ethereum Internet God Jesus Christmas Easter Ramadan Hanukkah Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November December West East North South Arctic Covid Quran Koran Bible Olympics Under Also Additionally Meanwhile However Today Yesterday Tomorrow Mr Mrs Ms Dr Read Photo Image File Source Advertisement English Arabic Persian Farsi Muslims Muslim Christians Christian Jews Jewish Islam Orthodox Catholic Sunni Shia Shiite Kurds Arabs Africans Europeans Westerners Democrats Republicans Democrat Republican Conservatives Communists Communist Nazi Nazis Allies Tibetans Tibetan Finns Danes Swedes Poles Scots Brits Britons Spaniards Turks Serbs Croats Slovaks Czechs Uyghurs Uyghur Uighurs Uighur Tatars Chechens Chechen Rohingya Rohingyas Pashtuns Tutsis Hutus Celtic Slavic Nordic Baltic Balkan Caucasian Latino Hispanic Kurd Druze Alawites Alawite Yazidis Yazidi Houthi SDGTs FTOs REMVE FDI VAT PhD MBA SOS USB VPN CCTV LGBTQ LGBT")
	for _, p := range []string{"Security Council Resolutions", "Security Council Resolution", "United Nations Security Council Resolutions", "UN Security Council Resolutions", "SDN List", "Entity List", "Federal Register", "Sanctions List", "Specially Designated Nationals", "Specially Designated National", "Specially Designated Global Terrorist", "Specially Designated Global Terrorists", "Foreign Terrorist Organization", "Foreign Terrorist Organizations", "Joint Comprehensive Plan of Action", "Minsk Agreements", "Dayton Peace Agreement", "Abraham Accords", "Paris Agreement", "Geneva Conventions", "Geneva Convention", "State of the Union", "Nobel Peace Prize", "World Cup", "Olympic Games", "Winter Olympics", "Black Sea", "Red Sea", "Persian Gulf", "Executive Order", "Executive Orders", "Cold War", "World War", "World War II", "Second World War", "Ukraine War", "New Year", "Good Friday", "Prime Minister", "Foreign Minister", "Vice President", "Under Secretary", "Middle East", "Soviet Union"} {
		m[p] = true
	}
	return m
}()
