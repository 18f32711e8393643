// Package train builds the shipped name model from open data: annotated
// corpora, articles of our own, and lists of names and places. The data are
// not part of the program; tagwire's documentation says where they come from.
package train

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tagwire/tagwire/extractor/model"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// words written by hand: closed classes, true of any text.
var words = map[model.Class]string{
	model.Title:    "mr mrs ms miss dr prof professor president premier chancellor minister secretary undersecretary ambassador envoy senator congressman congresswoman representative governor mayor general gen colonel col major maj lieutenant lt captain capt commander admiral brigadier marshal sergeant sheikh sheik shaykh ayatollah mullah mawlawi imam pope cardinal bishop archbishop patriarch king queen prince princess emperor emir sultan tsar lord lady sir judge justice chief director chairman chairwoman chair ceo cfo founder leader lawyer oligarch businessman businesswoman tycoon warlord kingpin trafficker hacker spokesman spokeswoman spokesperson deputy vice sen rep gov hajji haji coach striker midfielder defender goalkeeper singer actor actress author economist analyst rabbi reverend rev father sister brother comrade detective inspector officer",
	model.Role:     "spokesman spokeswoman spokesperson minister secretary director chairman president leader head chief official diplomat ambassador commander officer analyst expert lawyer attorney prosecutor executive founder owner lawmaker legislator senator negotiator adviser advisor aide representative member son daughter wife husband father mother brother cousin nephew businessman national citizen resident",
	model.Speech:   "said says told tells added adds stated warned argued wrote tweeted announced explained noted insisted claimed replied responded declared testified recalled asked called urged praised criticized condemned accused met thanked quoted",
	model.Calendar: "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec easter christmas ramadan",
	model.Particle: "al el ul bin ibn bint abu abd de da di del della dos van von der den la le ter y e",
	model.Legal:    "llc ltd limited inc incorporated corp corporation plc jsc ojsc pjsc cjsc oao pao zao ooo ao ag sa gmbh bv nv sarl srl spa co company kg oy ab as asa pte pty pvt bhd sdn llp lp fze fzco fzc dmcc ltda sl sas eurl doo ood tov kk pjs",
	model.OrgWord:  "ministry department agency bureau office commission committee council authority administration service services corps force forces army navy guard police party front movement brigade battalion regiment division unit union league association federation confederation foundation institute university college school academy center centre laboratory bank group holding holdings company companies corporation industries enterprise enterprises trading shipping maritime airlines airways aviation airport petroleum oil gas energy steel mining insurance exchange fund capital partners ventures investment investments technology technologies systems electronics telecom media news times post tribune gazette herald journal press television radio broadcasting club fc united orchestra museum hospital church court parliament senate congress assembly house cabinet treasury cartel gang syndicate organization organisation network alliance coalition society trust board panel mission embassy consulate command directorate secretariat tribunal summit clinic studio studios records pictures entertainment motors pharmaceuticals foods brewery railways railway lines logistics construction engineering design plant factory works refinery shipyard port terminal government regime people opposition militia state ministry",
	model.OrgPart:  "national international general state central federal united supreme royal people's islamic revolutionary democratic republican socialist communist liberal conservative labour labor foreign interior defense defence finance justice health education trade commerce security intelligence investigative investigation economic development reserve world global european african asian american arab joint special first second third",
	model.Demonym:  "american british english scottish welsh irish french german italian spanish portuguese dutch belgian swiss austrian swedish norwegian danish finnish icelandic polish czech slovak hungarian romanian bulgarian greek turkish cypriot russian ukrainian belarusian moldovan georgian armenian azerbaijani kazakh uzbek turkmen kyrgyz tajik afghan iranian persian iraqi syrian lebanese israeli palestinian jordanian saudi yemeni omani emirati qatari bahraini kuwaiti egyptian libyan tunisian algerian moroccan sudanese ethiopian eritrean somali kenyan ugandan rwandan burundian congolese nigerian ghanaian ivorian malian senegalese cameroonian chadian angolan zambian zimbabwean mozambican african namibian indian pakistani bangladeshi nepali nepalese lankan burmese thai vietnamese cambodian laotian malaysian singaporean indonesian filipino chinese taiwanese korean japanese mongolian australian canadian mexican guatemalan honduran salvadoran nicaraguan panamanian cuban haitian dominican jamaican colombian venezuelan ecuadorian peruvian bolivian chilean argentine argentinian uruguayan paraguayan brazilian serbian croatian bosnian slovenian albanian macedonian montenegrin kosovar latvian lithuanian estonian maltese kurdish arab european asian soviet western muslim jewish christian",
	model.Country:  "afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium bolivia bosnia brazil britain bulgaria burma burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus czechia denmark ecuador egypt england eritrea estonia ethiopia finland france gabon georgia germany ghana greece guatemala guinea haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya korea kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya lithuania luxembourg malaysia mali malta mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand tunisia turkey turkiye turkmenistan uae uganda uk ukraine uruguay us usa u.s uzbekistan venezuela vietnam wales yemen zambia zimbabwe africa asia europe america",
}

// Sources say where the data lie; those that are missing are left out and
// named in the log.
type Sources struct {
	Corpora  string // folder of CoNLL corpora, one subfolder each
	Lists    string // folder of sanctions lists
	Places   string // GeoNames dump (gzip)
	Measure  Split  // what the model will be measured on; it learns from the rest
	Clusters string // words with their clusters, as WriteClusters writes them
}

// lexicon counts words over all sources and keeps those that say something.
func lexicon(src Sources, clusters map[string]model.Cluster, examples []model.Example) (*model.Lexicon, error) {
	classes := make(map[string]model.Class)
	for c, list := range words {
		for _, w := range strings.Fields(list) {
			classes[w] |= c
		}
	}
	if err := addListed(src.Lists, classes); err != nil {
		return nil, err
	}
	if err := addPlaces(src.Places, classes); err != nil {
		return nil, err
	}
	addCommon(examples, classes)
	words := make(map[string]model.Word, len(classes)+len(clusters))
	for w, c := range classes {
		words[w] = model.Word{Class: c}
	}
	for w, c := range clusters {
		words[w] = model.Word{Class: classes[w], Cluster: c}
	}
	return model.NewLexicon(words), nil
}

// listed are the files of the folder of lists that are read for names.
var listed = []string{"ofac-sdn/sdn.csv", "un/consolidated.xml", "uk/ConList_2024-01.csv.gz", "eu/eu_fsf_2024-01.csv.gz"}

// addListed takes given and family names from listed persons, and words from
// listed organizations. A word needs two entries, or one entry and a second
// list, to count.
func addListed(dir string, classes map[string]model.Class) error {
	given, family, org := map[string]int{}, map[string]int{}, map[string]int{}
	for _, name := range listed {
		l, err := source.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("names of listed persons: %w", err)
		}
		for i := range l.Entries {
			countEntry(&l.Entries[i], given, family, org)
		}
	}
	keep := func(counts map[string]int, least int, c model.Class) {
		for w, n := range counts {
			if n >= least && len(w) > 1 {
				classes[w] |= c
			}
		}
	}
	keep(given, 3, model.Given)
	keep(family, 2, model.Family)
	keep(org, 6, model.OrgPart)
	return nil
}

func countEntry(e *source.Entry, given, family, org map[string]int) {
	switch e.Kind {
	case source.Person:
		for _, n := range e.Names {
			last, first, ok := strings.Cut(n.Text, ",")
			if !ok || n.Strength == source.Original {
				continue
			}
			for _, w := range lower(first) {
				given[w]++
			}
			for _, w := range lower(last) {
				family[w]++
			}
		}
	case source.Organization:
		for _, w := range lower(e.Name()) {
			org[w]++
		}
	}
}

// lower is the words of a name in lower case.
func lower(name string) []string {
	d := token.New(name)
	var out []string
	for i := range d.Tokens {
		if d.Tokens[i].Kind == token.Word {
			out = append(out, strings.TrimSuffix(strings.ToLower(d.Word(i)), "."))
		}
	}
	return out
}

// addPlaces takes the words of places of more than 15,000 people.
func addPlaces(path string, classes map[string]model.Class) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) || path == "" {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		cols := strings.Split(in.Text(), "\t")
		if len(cols) < 15 {
			continue
		}
		if pop, _ := strconv.Atoi(cols[14]); pop < 30000 && cols[7] != "PPLC" {
			continue
		}
		if ws := lower(cols[2]); len(ws) <= 3 {
			for _, w := range ws {
				if len(w) > 3 {
					classes[w] |= model.Place
				}
			}
		}
	}
	return in.Err()
}

// addCommon marks words that the corpora write in lower case at least nine
// times in ten.
func addCommon(examples []model.Example, classes map[string]model.Class) {
	low, all := map[string]int{}, map[string]int{}
	for _, ex := range examples {
		d := ex.Doc
		for i := range d.Tokens {
			if d.Tokens[i].Kind != token.Word {
				continue
			}
			w := strings.ToLower(d.Word(i))
			all[w]++
			if d.Tokens[i].Case == token.Lower {
				low[w]++
			}
		}
	}
	for w, n := range all {
		if n >= 3 && low[w]*10 >= n*9 {
			classes[w] |= model.Common
		}
	}
}
