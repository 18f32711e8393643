package resolve

import (
	"strings"
)

// honorifics stand before a name and are no part of it.
var honorifics = set(`mr mrs ms miss dr prof professor sir dame lord lady madam hon rev reverend father
	president vice prime minister premier chancellor king queen prince princess emir sultan sheikh shaykh sheik imam
	ayatollah mullah mufti prophet pope cardinal bishop archbishop rabbi
	gen general lt lieutenant col colonel maj major capt captain cmdr commander adm admiral brig brigadier sgt sergeant marshal
	sen senator rep representative congressman congresswoman gov governor mayor secretary undersecretary ambassador
	judge justice attorney spokesman spokeswoman spokesperson leader chairman chairwoman director chief`)

// lineage follows a name and sets son and father apart.
var lineage = set("jr sr ii iii iv junior senior")

// nicknames are short for given names, in the news as in the lists.
var nicknames = map[string]string{
	"tony": "antony", "joe": "joseph", "bill": "william", "bob": "robert", "rob": "robert", "mike": "michael", "jim": "james",
	"tom": "thomas", "dick": "richard", "rick": "richard", "liz": "elizabeth", "ben": "benjamin", "dan": "daniel", "dave": "david",
	"steve": "steven", "matt": "matthew", "chris": "christopher", "alex": "alexander", "nick": "nicholas", "pete": "peter",
	"andy": "andrew", "ed": "edward", "ted": "edward", "ron": "ronald", "don": "donald", "greg": "gregory", "jeff": "jeffrey",
	"ken": "kenneth", "larry": "lawrence", "sam": "samuel", "tim": "timothy", "charlie": "charles", "kate": "katherine",
	"sasha": "aleksandr", "misha": "mikhail", "vova": "vladimir", "dima": "dmitry", "pepe": "jose", "paco": "francisco",
	"nacho": "ignacio", "beto": "alberto", "chuck": "charles", "jack": "john", "harry": "henry", "will": "william",
}

// particles belong to the name after them and are often dropped.
var particles = set("al el ul ad as at an ar az ash bin ibn bint ben von van der den de da do dos das du del della di la le lo e y i ter ten zu bar")

// familyFirst are family names of peoples who write them first, in the
// spellings of news: Korean, Chinese, Vietnamese.
var familyFirst = set(`kim ri lee rhee yi pak park choe choi jong jung jeong chong kang cho jo yun yoon chang jang im lim rim han o oh so seo sin shin
	kwon hwang an ahn song ryu yu ryo yang hong chon jon ko paek baek nam sim shim no ro pae ha kwak u pyon chu min kim hyon hyun mun moon ho om
	xi li wang zhang liu chen huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie tang feng dong cheng cao yuan deng
	peng zeng xiao tian pan cai jiang wei ye du su lu ding ren shen yao fu zhong cui tan fan jin qiu xia gu hou meng qin bai mao hao gong shao wan
	nguyen tran le pham phan vu vo dang bui do ngo duong ly`)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// personName is a person's name in parts.
type personName struct {
	// parts are the words without honorifics, lineage and particles; a name
	// of particles only keeps them.
	parts   []string
	lineage string
}

func parsePerson(words []string) personName {
	for len(words) > 1 && honorifics[words[0]] {
		words = words[1:]
	}
	var n personName
	if k := len(words) - 1; k > 0 && lineage[words[k]] {
		n.lineage = words[k]
		words = words[:k]
	}
	n.parts = words
	for i := range words {
		if !droppable(words, i) {
			continue
		}
		kept := append(make([]string, 0, len(words)), words[:i]...)
		for j, w := range words[i+1:] {
			if !droppable(words, i+1+j) {
				kept = append(kept, w)
			}
		}
		if len(kept) > 0 {
			n.parts = kept
		}
		break
	}
	return n
}

// droppable reports whether word i is a particle with a name after it. Family
// names that look like particles stay ("Le Duc Tho", "An Il Nam").
func droppable(words []string, i int) bool {
	return particles[words[i]] && i < len(words)-1 && !(i == 0 && familyFirst[words[i]])
}

// key is equal for names that differ in spaces and hyphens only.
func (n personName) key() string {
	k := strings.Join(n.parts, "")
	if n.lineage != "" {
		k += " " + n.lineage
	}
	return k
}

// covers reports whether short, of two parts or more, can be another form of
// the person named n, which has as many parts or more.
func (n personName) covers(short personName) bool {
	if n.lineage != short.lineage {
		return false
	}
	a, b := n.parts, short.parts
	if len(a) == len(b) && rotated(a, b) {
		return true
	}
	if joined(a, b) {
		return true
	}
	// b must be a subsequence of a that keeps its first or its last part; one
	// part may differ in spelling, and an initial stands for a part.
	spelling, whole := 0, 0
	i := 0
	firstAt, lastAt := -1, -1
	for j, part := range b {
		for ; i < len(a); i++ {
			k := alike(a[i], part)
			if k == differ || k == spelled && spelling > 0 {
				continue
			}
			if k == spelled {
				spelling++
			} else if k == equal {
				whole++
			}
			break
		}
		if i == len(a) {
			return false
		}
		if j == 0 {
			firstAt = i
		}
		lastAt = i
		i++
	}
	return whole > 0 && (firstAt == 0 || lastAt == len(a)-1)
}

// joined reports whether the parts are the same letters, cut differently
// ("Jong Un", "Jongun").
func joined(a, b []string) bool {
	n := 0
	for _, p := range a {
		n += len(p)
	}
	for _, p := range b {
		n -= len(p)
	}
	return n == 0 && strings.Join(a, "") == strings.Join(b, "")
}

// rotated reports whether b is a with its family name at the other end.
func rotated(a, b []string) bool {
	n := len(a)
	if n < 2 {
		return false
	}
	left, right := true, true
	for i := range a {
		left = left && a[i] == b[(i+1)%n]
		right = right && a[i] == b[(i+n-1)%n]
	}
	return left || right
}

// likeness of two parts of a name.
type likeness uint8

const (
	differ  likeness = iota
	initial          // one is the other's first letter
	spelled          // the same but for a letter, or by another transliteration
	equal
)

func alike(a, b string) likeness {
	switch {
	case a == b && len(a) > 1:
		return equal
	case a == "" || b == "":
		return differ
	case len(a) == 1 || len(b) == 1:
		if a[0] == b[0] {
			return initial
		}
		return differ
	case len(a) >= 5 && len(b) >= 5 && oneEdit(a, b):
		return spelled
	}
	if nicknames[a] != "" && nicknames[a] == b || nicknames[b] != "" && nicknames[b] == a {
		return spelled
	}
	if len(a) < 4 || len(b) < 4 {
		return differ
	}
	if s := skeleton(a); len(s) >= 3 && s == skeleton(b) {
		return spelled
	}
	return differ
}

// skeleton is a name's consonants, with those that transliterations exchange
// made equal: "Aleksandr" and "Alexander", "Yusuf" and "Yousef".
func skeleton(w string) string {
	var out [24]byte
	n := 0
	put := func(c byte) {
		if n < len(out) && (n == 0 || out[n-1] != c) {
			out[n] = c
			n++
		}
	}
	for i := 0; i < len(w); i++ {
		switch c := w[i]; c {
		case 'a', 'e', 'i', 'o', 'u':
			if i == 0 {
				put('a')
			}
		case 'y', 'j':
			if i == 0 {
				put('y')
			}
		case 'c', 'q':
			put('k')
		case 'x':
			put('k')
			put('s')
		case 'w':
			put('v')
		case 'z':
			put('s')
		default:
			put(c)
		}
	}
	return string(out[:n])
}

// rank says how well a single word names the person alone: 3 as a family
// name, 2 as one of several, 1 as another part, 0 not at all.
func (n personName) rank(word string) int {
	last := len(n.parts) - 1
	best := 0
	for i, p := range n.parts {
		if p != word || len(p) < 2 {
			continue
		}
		switch {
		case i == last, i == 0 && last > 0 && familyFirst[p]:
			return 3
		case i > 0 && i == last-1:
			best = max(best, 2)
		default:
			best = max(best, 1)
		}
	}
	return best
}
