package link

import (
	"strings"

	"github.com/tagwire/tagwire/extractor/gazetteer"
	"github.com/tagwire/tagwire/extractor/watchlist"
)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// common are given and family names that very many people bear. Two of them
// together say little about who is meant.
var common = set(`
	john david michael james robert william richard thomas mark paul peter steven kevin brian george kenneth andrew joseph daniel christopher matthew anthony
	donald charles edward ryan jason jeffrey eric stephen jonathan scott martin simon ian alan mary anna maria elena olga natalia irina svetlana tatiana ekaterina
	smith jones brown williams taylor johnson davies wilson evans thomas roberts walker wright robinson thompson white hughes edwards green hall lewis harris clarke jackson clark scott young allen king hill moore miller davis anderson
	jose juan luis carlos antonio francisco miguel jesus manuel pedro jorge rafael fernando ricardo eduardo alejandro roberto mario sergio javier
	garcia rodriguez martinez hernandez lopez gonzalez perez sanchez ramirez torres flores rivera gomez diaz reyes cruz morales ortiz gutierrez castillo jimenez moreno romero alvarez ruiz mendoza vargas castro
	ali mohammed mohammad mohamed muhammad ahmed ahmad hassan hasan hussein hossein husayn hussain ibrahim ismail khan abdullah abdallah omar umar yusuf yousef youssef mahmoud mahmud mustafa khalid khaled saleh salih karim rahman abdul said saeed hamid hamza bilal tariq
	sergei sergey aleksandr alexander dmitry dmitri andrei andrey vladimir ivan alexei aleksei mikhail nikolai nikolay yuri igor oleg viktor pavel maxim maksim roman konstantin evgeny yevgeny
	ivanov petrov smirnov kuznetsov popov vasiliev vasilyev sokolov mikhailov novikov fedorov morozov volkov alexeev lebedev semenov egorov pavlov kozlov stepanov nikolaev orlov andreev makarov nikitin zakharov
	kim lee park choi choe pak ri wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin he gao nguyen tran singh kumar sharma patel`)

// roles are words for what people do who are rarely on lists; the value is the
// stem that the list's own description would have.
var roles = map[string]string{
	"journalist": "journalis", "reporter": "report", "correspondent": "correspond", "columnist": "column", "editor": "edit", "broadcaster": "broadcast",
	"author": "author", "novelist": "novel", "poet": "poet", "writer": "writ", "historian": "histor", "economist": "econom",
	"footballer": "football", "striker": "football", "midfielder": "football", "goalkeeper": "football", "defender": "football", "winger": "football", "cricketer": "cricket", "batsman": "cricket",
	"coach": "coach", "swimmer": "swim", "boxer": "box", "sprinter": "sport", "cyclist": "cycl", "gymnast": "gymnast", "athlete": "athlet", "quarterback": "football", "pitcher": "baseball", "golfer": "golf", "skater": "skat", "wrestler": "wrestl", "jockey": "jockey",
	"singer": "sing", "actor": "actor", "actress": "actor", "musician": "music", "guitarist": "music", "pianist": "music", "violinist": "music", "conductor": "conduct", "composer": "compos", "comedian": "comed", "dancer": "danc", "choreographer": "danc", "photographer": "photo", "painter": "paint", "sculptor": "sculpt", "filmmaker": "film",
	"professor": "profess", "lecturer": "lectur", "researcher": "research", "scientist": "scien", "analyst": "analy", "fellow": "fellow", "scholar": "scholar", "biologist": "biolog", "epidemiologist": "epidem", "astronomer": "astronom",
	"teacher": "teach", "student": "student", "pupil": "pupil", "nurse": "nurs", "surgeon": "surg", "dentist": "dent", "paediatrician": "pediatr", "pediatrician": "pediatr", "vet": "vet", "chef": "chef", "baker": "bak", "farmer": "farm", "fisherman": "fish", "plumber": "plumb", "architect": "architect", "barber": "barb", "waiter": "wait", "postman": "post", "librarian": "librar", "headteacher": "teach",
	"councillor": "council", "firefighter": "fire", "paramedic": "paramed", "priest": "priest", "vicar": "vicar", "rabbi": "rabbi", "lawyer": "law", "solicitor": "solicit", "barrister": "barrist", "attorney": "attorn", "prosecutor": "prosecut", "detective": "detect", "spokesman": "spokes", "spokeswoman": "spokes", "spokesperson": "spokes", "senator": "senat", "congressman": "congress", "congresswoman": "congress", "novelist's": "novel",
}

// roleWord reports whether a folded word may stand before a name without being
// a part of it.
func roleWord(w string) bool {
	if _, ok := roles[w]; ok {
		return true
	}
	return titles[w]
}

var titles = set(`mr mrs ms dr gen general col colonel maj major capt captain lt lieutenant brig sgt adm admiral president minister chairman chairwoman director chief commander leader prime foreign
	deputy governor ambassador secretary sheikh ayatollah mullah prof sir lord lady king prince princess queen crown supreme brigadier judge justice senator rep sen companies company tanker vessel ship
	firm group bank businessman oligarch tycoon billionaire spokesman the a an and of but by while when with in on at for from former ex-president businesswoman financier trafficker hacker warlord militant kingpin`)

func isCountryWord(w string) bool {
	_, ok := gazetteer.CountryOf(w)
	return ok
}

// commonBody is the rarity up to which a word tells nothing: one name in 300
// has it.
const commonBody = 5.7

func isLegal(w string) bool { return watchlist.IsLegalForm(w) }

// everyday are words of bodies' names that newspapers print in other names and
// headings every day.
var everyday = set(`
	the of for and in new first national international global general united central world european american british western eastern northern southern north south east west
	bank group company trading holding holdings investment investments industries industry services service management energy oil gas petroleum shipping marine maritime logistics transport
	aviation airlines air technology technologies systems solutions science research development institute university college academy center centre foundation association society union council committee commission
	ministry department office agency authority army navy force forces guard corps brigade party movement front people's peoples popular islamic republic state federal government security defense defence
	media news press television radio sports club football charity relief aid fund capital finance financial insurance trust partners consulting engineering construction electronics telecom communications
	star sun moon ocean sea river mountain gold golden silver diamond blue red green white black royal imperial eagle lion phoenix dragon pearl sky horizon victory liberty freedom unity justice peace future hope light power smart digital data cyber home city metro street road park garden house
	atlas apollo titan omega alpha delta sigma vega orion nova polar arctic pacific atlantic baltic caspian gulf delta horizon summit pioneer premier elite prime prestige crown heritage legacy fortune prosperity harmony success express direct link bridge gate port harbor harbour bay island coast land field forest`)
