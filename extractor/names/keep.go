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
		if m.Type != tagging.Person && m.Type != tagging.Organization || !isNoName(d, &m) {
			kept = append(kept, m)
		}
	}
	return kept
}

func isNoName(d *token.Document, m *mention.Mention) bool {
	text := d.Text[m.Start:m.End]
	if notNames[text] || country(text) {
		return true
	}
	// "N. Koreans", "North Koreans", "Russian": a people or its adjective, with
	// at most a direction before it.
	if lastWord := d.Word(m.Last - 1); m.Last-m.First <= 2 && people(lastWord) && (m.Last-m.First == 1 || direction(d.Word(m.First))) {
		return true
	}
	return m.Last-m.First == 1 && d.Tokens[m.First].Kind == token.Number
}

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
	m := set("WMD JCPOA GDP CEO CFO COO COVID COVID-19 AI IT TV PDF FAQ ID GPS LNG UAV UAVs UAS ICBM ICBMs SLBM HIV DNA GMT EST EDT UTC Q1 Q2 Q3 Q4 VIP NGO NGOs SDN SDNs PEP FTO SDGT E.O. EO UNSCR UNSCRs AM PM A.M. P.M. Bitcoin Ethereum Internet God Jesus Christmas Easter Ramadan Hanukkah Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November December West East North South Arctic Covid Quran Koran Bible Olympics Under Also Additionally Meanwhile However Today Yesterday Tomorrow Mr Mrs Ms Dr Read Photo Image File Source Advertisement English Arabic Persian Farsi Muslims Muslim Christians Christian Jews Jewish Islam Orthodox Catholic Sunni Shia Shiite Kurds Arabs Africans Europeans Westerners Democrats Republicans Democrat Republican Conservatives Communists Communist Nazi Nazis")
	for _, p := range []string{"Security Council Resolutions", "Security Council Resolution", "United Nations Security Council Resolutions", "UN Security Council Resolutions", "Specially Designated Nationals", "Specially Designated National", "Specially Designated Global Terrorist", "Specially Designated Global Terrorists", "Foreign Terrorist Organization", "Foreign Terrorist Organizations", "Joint Comprehensive Plan of Action", "Minsk Agreements", "Dayton Peace Agreement", "Abraham Accords", "Paris Agreement", "Geneva Conventions", "Geneva Convention", "State of the Union", "Nobel Peace Prize", "World Cup", "Olympic Games", "Winter Olympics", "Black Sea", "Red Sea", "Persian Gulf", "Executive Order", "Executive Orders", "Cold War", "World War", "World War II", "Second World War", "Ukraine War", "New Year", "Good Friday", "Prime Minister", "Foreign Minister", "Vice President", "Under Secretary", "Middle East", "Soviet Union"} {
		m[p] = true
	}
	return m
}()
