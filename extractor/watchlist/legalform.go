package watchlist

// legalForms are folded words that say what a company is by law; news drops
// them, swaps them ("OOO" for "LLC") and abbreviates them. The value is the
// group of equals, by the English form.
var legalForms = map[string]string{
	"llc": "llc", "ooo": "llc", "gmbh": "llc", "sarl": "llc", "srl": "llc", "spzoo": "llc", "doo": "llc", "ood": "llc", "tov": "llc", "lllp": "llc", "eurl": "llc", "mchj": "llc", "too": "llc", "fzllc": "llc", "fzc": "llc", "fze": "llc", "fzco": "llc", "dmcc": "llc", "sdnbhd": "llc",
	"ltd": "ltd", "limited": "ltd", "ltda": "ltd", "sti": "ltd", "pte": "ltd", "pty": "ltd", "pvt": "ltd", "bv": "ltd", "bvba": "ltd",
	"inc": "inc", "incorporated": "inc", "corp": "inc", "corporation": "inc", "na": "inc",
	"plc": "plc", "jsc": "jsc", "ojsc": "jsc", "pjsc": "jsc", "cjsc": "jsc", "oao": "jsc", "pao": "jsc", "zao": "jsc", "ao": "jsc", "ag": "jsc", "sa": "jsc", "as": "jsc", "asa": "jsc", "ab": "jsc", "oyj": "jsc", "oy": "jsc", "nv": "jsc", "spa": "jsc", "pt": "jsc", "tbk": "jsc", "ad": "jsc", "dd": "jsc", "at": "jsc", "sab": "jsc", "pjs": "jsc", "psc": "jsc", "wll": "jsc", "bsc": "jsc", "sal": "jsc", "saog": "jsc", "kk": "jsc", "anonim": "jsc", "sirketi": "jsc", "sas": "jsc", "se": "jsc",
	"aktiengesellschaft": "jsc", "gesellschaft": "llc",
	"co": "co", "company": "co", "cie": "co", "compania": "co", "companhia": "co", "cv": "co", "de": "", "fgup": "fsue", "fsue": "fsue", "gup": "sue", "nko": "npo", "ano": "npo", "kg": "lp", "lp": "lp", "llp": "lp", "est": "est", "establishment": "est",
}

// longForms are legal forms of several words.
var longForms = [][]string{
	{"gesellschaft", "mit", "beschrankter", "haftung", "=llc"},
	{"aktiengesellschaft", "=jsc"},
	{"limited", "liability", "company", "=llc"}, {"limited", "liability", "partnership", "=lp"},
	{"open", "joint", "stock", "company", "=jsc"}, {"public", "joint", "stock", "company", "=jsc"}, {"closed", "joint", "stock", "company", "=jsc"},
	{"joint", "stock", "company", "=jsc"}, {"private", "joint", "stock", "company", "=jsc"},
	{"public", "limited", "company", "=plc"}, {"private", "limited", "company", "=ltd"},
	{"sp", "z", "oo", "=llc"}, {"sp", "z", "o", "o", "=llc"}, {"sdn", "bhd", "=llc"}, {"pty", "ltd", "=ltd"}, {"pte", "ltd", "=ltd"}, {"pvt", "ltd", "=ltd"},
	{"co", "ltd", "=co"}, {"company", "limited", "=co"}, {"company", "ltd", "=co"}, {"co", "limited", "=co"},
	{"autonomous", "non", "profit", "organization", "=npo"}, {"federal", "state", "unitary", "enterprise", "=fsue"},
	{"societatea", "cu", "raspundere", "limitata", "=llc"}, {"societe", "a", "responsabilite", "limitee", "=llc"}, {"sociedad", "de", "responsabilidad", "limitada", "=llc"},
	{"obshchestvo", "s", "ogranichennoi", "otvetstvennostiu", "=llc"}, {"obshchestvo", "s", "ogranichennoy", "otvetstvennostyu", "=llc"},
	{"aktsionernoe", "obshchestvo", "=jsc"}, {"publichnoe", "aktsionernoe", "obshchestvo", "=jsc"}, {"societe", "anonyme", "=jsc"}, {"sociedad", "anonima", "=jsc"}, {"sociedade", "anonima", "=jsc"},
	{"a", "s", "=jsc"}, {"s", "a", "=jsc"}, {"g", "m", "b", "h", "=llc"},
}

// abbreviations are words of company names in their short and long forms.
var abbreviations = map[string]string{
	"intl": "international", "int": "international", "tdg": "trading", "trdg": "trading", "trd": "trading", "mfg": "manufacturing", "bros": "brothers",
	"tech": "technology", "technologies": "technology", "ind": "industries", "industry": "industries", "industrial": "industries", "grp": "group",
	"mgmt": "management", "svc": "services", "service": "services", "engg": "engineering", "eng": "engineering", "natl": "national", "assn": "association",
	"univ": "university", "govt": "government", "dept": "department", "ctr": "center", "centre": "center", "inst": "institute", "res": "research",
	"elec": "electronics", "electronic": "electronics", "imp": "import", "exp": "export", "gen": "general", "petro": "petroleum", "pharma": "pharmaceutical", "pharmaceuticals": "pharmaceutical",
	"organisation": "organization", "gruppe": "group", "banking": "bank",
}

// IsLegalForm reports whether a folded word is a legal form of companies.
func IsLegalForm(f string) bool { return isLegalForm(f) }

// IsParticle reports whether a folded word is a particle of personal names:
// "al", "bin", "de".
func IsParticle(f string) bool { return particles[f] }

// IsPatronymic reports whether a folded word is an East Slavic patronymic.
func IsPatronymic(f string) bool { return isPatronymic(f) }

// isLegalForm reports whether a folded token is a legal form that may be left
// out of a company's name.
func isLegalForm(f string) bool { return legalForms[f] != "" }
