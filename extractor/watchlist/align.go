package watchlist

import (
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// maxAligned bounds the words of a name that are compared; what stands behind
// them is left out.
const maxAligned = 16

// how says in what way two words are one.
type how uint8

const (
	exact    how = iota
	sound        // the same but for transliteration
	nickname     // "Bill", "William"
	typo         // one letter differs
	loose        // more letters differ
	opens        // one is the other's initial
	joined       // words written together or apart
	ways
)

// pair is one word of each name that belong together.
type pair struct {
	i, j  uint8
	how   how
	sim   float32
	edits uint8
}

// alignment pairs the words of two names.
type alignment struct {
	pairs    [maxAligned]pair
	n        int
	rx, ry   [maxAligned]bool // words without a partner
	nrx, nry int
}

// similar says how two words are alike; sim is 0 if they are not.
func similar(a, b *word) (sim float32, h how, edits int) {
	if a.text == b.text {
		return 1, exact, 0
	}
	if sim, h, edits = spelledAlike(a, b); h != sound && hasField(a.nicks, b.text) {
		return nickSim, nickname, 0
	}
	return sim, h, edits
}

// nickSim is the similarity of a name and its short form.
const nickSim = 0.85

// spelledAlike is similar for words that are not equal, short forms aside.
func spelledAlike(a, b *word) (sim float32, h how, edits int) {
	if len(a.text) == 1 || len(b.text) == 1 {
		if a.text[0] == b.text[0] && a.class != number && b.class != number {
			return 0.7, opens, 0
		}
		return 0, 0, 0
	}
	if a.class == number || b.class == number {
		return 0, 0, 0
	}
	n := max(len(a.text), len(b.text))
	limit := editLimit(n)
	alike := a.skel == b.skel && (len(a.skel) > 1)
	if !alike && !mayBeNear(a, b, limit) {
		return 0, 0, 0
	}
	d := a.distance(b, limit)
	switch {
	case alike:
		return 0.96 - 0.03*float32(d), sound, 0
	case d == 1 && n >= 6 && (a.text == b.text+"s" || b.text == a.text+"s"):
		return 0.9, sound, 0 // the Baltic ending: "Lavrovs"
	case d == 1 && n >= 4:
		return 0.86, typo, 1
	case d == 1 && n == 3:
		return 0.7, typo, 1
	case d == 1 && n == 2:
		return 0.6, typo, 1
	case d == 2 && n >= 6:
		return 0.74, loose, 2
	case d == 2 && n == 5, d == 3 && n >= 9:
		return 0.65, loose, d
	}
	return 0, 0, 0
}

// editLimit is how many letters may differ between words of up to n letters.
func editLimit(n int) int {
	switch {
	case n >= 9:
		return 3
	case n >= 5:
		return 2
	}
	return 1
}

// mayBeNear refuses quickly what cannot be within limit edits.
func mayBeNear(a, b *word, limit int) bool {
	if d := len(a.text) - len(b.text); d > limit || -d > limit {
		return false
	}
	return bits.OnesCount32(a.letters^b.letters) <= 2*limit
}

// letterSet has a bit for each letter that a word has.
func letterSet(s string) uint32 {
	var m uint32
	for i := 0; i < len(s); i++ {
		m |= 1 << (s[i] & 31)
	}
	return m
}

// align pairs the words of two names, the most alike first.
func align(x, y []word, al *alignment) {
	x, y = x[:min(len(x), maxAligned)], y[:min(len(y), maxAligned)]
	*al = alignment{}
	var all [maxAligned * maxAligned]pair
	n := 0
	for i := range x {
		for j := range y {
			if s, h, e := similar(&x[i], &y[j]); s > 0 {
				// Insertion keeps the best in front; of equals those that
				// stand at like places.
				p := pair{uint8(i), uint8(j), h, s, uint8(e)}
				k := n
				for ; k > 0 && all[k-1].sim < s; k-- {
					all[k] = all[k-1]
				}
				all[k] = p
				n++
			}
		}
	}
	for i := range x {
		al.rx[i] = true
	}
	for j := range y {
		al.ry[j] = true
	}
	for _, p := range all[:n] {
		if al.rx[p.i] && al.ry[p.j] {
			al.rx[p.i], al.ry[p.j] = false, false
			al.pairs[al.n] = p
			al.n++
		}
	}
	joinRest(x, y, &al.rx, &al.ry, al, false)
	joinRest(y, x, &al.ry, &al.rx, al, true)
	dropRepeats(x, &al.rx)
	dropRepeats(y, &al.ry)
	for i := range x {
		if al.rx[i] {
			al.nrx++
		}
	}
	for j := range y {
		if al.ry[j] {
			al.nry++
		}
	}
}

// joinRest pairs runs of words without a partner with one word of the other
// name: "abd al rahman" and "abdulrahman", "jc" and "jean claude".
func joinRest(x, y []word, rx, ry *[maxAligned]bool, al *alignment, turned bool) {
	for j := range y {
		if !ry[j] || al.n == maxAligned || len(y[j].text) < 2 {
			continue
		}
		for i := range x {
			k := i
			size := 0
			for k < len(x) && rx[k] && k-i < 4 {
				size += len(x[k].text)
				k++
				if k-i < 2 {
					continue
				}
				w := &y[j]
				initials := len(w.text) == k-i && isInitials(w.text, x[i:k])
				if !initials && (size < 4 || size > len(w.text)+3 || size < len(w.text)-2 || !near(x[i:k], w)) {
					continue
				}
				for m := i; m < k; m++ {
					rx[m] = false
				}
				ry[j] = false
				p := pair{i: uint8(i), j: uint8(j), how: joined, sim: 0.95}
				if initials {
					p.how, p.sim = opens, 0.7
				}
				if turned {
					p.i, p.j = p.j, p.i
				}
				al.pairs[al.n] = p
				al.n++
				break
			}
			if !ry[j] {
				break
			}
		}
	}
}

func isInitials(s string, words []word) bool {
	for i := range words {
		if words[i].text[0] != s[i] {
			return false
		}
	}
	return true
}

// near reports whether words written together are like w.
func near(words []word, w *word) bool {
	var buf [maxDistanceLen]byte
	b := buf[:0]
	for i := range words {
		if len(b)+len(words[i].text) > len(buf) {
			return false
		}
		b = append(b, words[i].text...)
	}
	s := string(b)
	if s == w.text {
		return true
	}
	return len(s) >= 6 && (distance(s, w.text, 1) <= 1 || skeleton(s) == w.skel && len(w.skel) > 2)
}

// dropRepeats forgives words that stand twice in their own name.
func dropRepeats(x []word, rx *[maxAligned]bool) {
	for i := range x {
		if !rx[i] || x[i].class == particle {
			continue
		}
		for k := range x {
			if k != i && !rx[k] && x[k].text == x[i].text {
				rx[i] = false
				break
			}
		}
	}
}

// nicknames lead from a short name to what it may stand for.
var nicknames = map[string]string{
	"bill": "william", "will": "william", "bob": "robert", "rob": "robert", "dick": "richard", "rick": "richard", "jim": "james", "jimmy": "james",
	"joe": "joseph", "jack": "john", "johnny": "john", "mike": "michael", "mick": "michael", "tom": "thomas", "tommy": "thomas", "ted": "theodore edward",
	"ed": "edward", "eddie": "edward", "ben": "benjamin", "benny": "benjamin", "bibi": "benjamin", "dan": "daniel", "danny": "daniel", "dave": "david",
	"sam": "samuel", "steve": "stephen steven", "tony": "anthony antonio", "chris": "christopher christian", "nick": "nicholas nikolai", "alex": "alexander aleksandr alexandra",
	"andy": "andrew", "barry": "barack", "charlie": "charles", "chuck": "charles", "fred": "frederick alfred", "greg": "gregory", "harry": "henry harold",
	"hank": "henry", "jeff": "jeffrey geoffrey", "jerry": "gerald jerome", "ken": "kenneth", "larry": "lawrence", "matt": "matthew", "pat": "patrick patricia",
	"pete": "peter", "ron": "ronald", "tim": "timothy", "walt": "walter", "liz": "elizabeth", "beth": "elizabeth", "betty": "elizabeth", "kate": "katherine catherine",
	"kathy": "katherine catherine", "maggie": "margaret", "peggy": "margaret", "sue": "susan", "jenny": "jennifer", "debbie": "deborah", "becky": "rebecca",
	"sasha": "aleksandr alexander alexandra", "vova": "vladimir", "volodya": "vladimir", "dima": "dmitry dmitri dmitriy", "misha": "mikhail", "kolya": "nikolai nikolay", "seryozha": "sergei sergey",
	"sergei": "sergiy serhiy", "zhenya": "evgeny yevgeny evgeniya", "kostya": "konstantin", "lyosha": "alexei aleksei", "vanya": "ivan", "pepe": "jose", "paco": "francisco", "pancho": "francisco",
	"nacho": "ignacio", "chema": "jose", "memo": "guillermo", "beto": "alberto roberto", "lalo": "eduardo", "kiko": "francisco", "toni": "antonio anton", "hans": "johannes", "fritz": "friedrich", "sepp": "josef",
	"ana": "anna", "juan": "john", "ivan": "john", "giovanni": "john", "jean": "john", "pavel": "paul", "pablo": "paul", "yusuf": "joseph", "youssef": "joseph", "ibrahim": "abraham", "musa": "moses",
}

// nicks leads from a name to its short forms, and to those it is one of.
var nicks = func() map[string]string {
	m := maps.Clone(nicknames)
	for _, short := range slices.Sorted(maps.Keys(nicknames)) {
		for _, long := range strings.Fields(nicknames[short]) {
			m[long] = strings.TrimSpace(m[long] + " " + short)
		}
	}
	return m
}()

func hasField(list, w string) bool {
	for len(list) > 0 {
		f, rest, _ := strings.Cut(list, " ")
		if f == w {
			return true
		}
		list = rest
	}
	return false
}
