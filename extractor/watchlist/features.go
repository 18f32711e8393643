package watchlist

import "strings"

// Features are what the model looks at in two names. Each is between 0 and 1
// or a small count.
type Features [features]float32

const (
	fBias = iota
	fExact
	fSound
	fNickname
	fTypo
	fLoose
	fInitial
	fJoined
	fEdits
	fShortTypo
	fConflict
	fConflicts
	fConflictNear
	fConflictLast
	fConflictFirst
	fPatronymic
	fInitialConflict
	fExtra
	fExtraMany
	fExtraSmall
	fExtraLast
	fExtraLate
	fLone
	fLoneLone
	fReordered
	fReversed
	fNumber
	fNumberExtra
	fGenericOnly
	fAcronym
	fLegalDiffers
	fLegalMissing
	fWhole
	fWholeHigh
	fScript
	fLong
	fSoundEdits
	fConflictSmall
	fFirstLetter
	fLoneUnequal
	fBracket
	fGender
	fKnown
	fQueryLeft
	fListLeft
	fShort
	features
)

// byLetters are the features of compareLetters.
var byLetters = [...]int{fSoundEdits, fConflictNear, fWhole, fWholeHigh}

// featureNames are what people see.
var featureNames = [features]string{
	fBias:            "prior",
	fExact:           "equal words",
	fSound:           "words equal by sound",
	fNickname:        "short form of a name",
	fTypo:            "one letter differs",
	fLoose:           "words alike",
	fInitial:         "initial",
	fJoined:          "written together or apart",
	fEdits:           "letters that differ",
	fShortTypo:       "a short word differs in a letter",
	fConflict:        "a word of each has no partner",
	fConflicts:       "further words without partner",
	fConflictNear:    "words without partner are alike",
	fConflictLast:    "last words differ",
	fConflictFirst:   "first words differ",
	fPatronymic:      "patronymics differ",
	fInitialConflict: "initials differ",
	fExtra:           "one has a further word",
	fExtraMany:       "one has several further words",
	fExtraSmall:      "one has a further particle or generic word",
	fExtraLast:       "the further word ends the name",
	fExtraLate:       "the further word is no first name",
	fLone:            "one is a single word",
	fLoneLone:        "both are single words",
	fReordered:       "words in another order",
	fReversed:        "son and father turned",
	fNumber:          "numbers differ",
	fNumberExtra:     "one has a number",
	fGenericOnly:     "only common words agree",
	fAcronym:         "initials of the other's words",
	fLegalDiffers:    "legal forms differ",
	fLegalMissing:    "one has a legal form",
	fWhole:           "whole names alike",
	fWholeHigh:       "whole names nearly equal",
	fScript:          "one is in another script",
	fLong:            "many words agree",
	fSoundEdits:      "equal by sound, other vowels",
	fConflictSmall:   "common words differ",
	fFirstLetter:     "a word begins with another letter",
	fLoneUnequal:     "a single word, not written equally",
	fBracket:         "one has words in brackets",
	fGender:          "a man's and a woman's family name",
	fKnown:           "rarity of the words that agree",
	fQueryLeft:       "rarity of the query's words without partner",
	fListLeft:        "rarity of the list's words without partner",
	fShort:           "only short words agree",
}

// compareWords computes the features of two prepared names.
func compareWords(x, y *prepared, al *alignment) Features {
	f := compareQuickly(x, y, al)
	compareLetters(x, y, al, &f)
	return f
}

// compareQuickly computes the features that do not take comparing letter by
// letter; compareLetters adds the others.
func compareQuickly(x, y *prepared, al *alignment) (f Features) {
	a, b := x.words, y.words
	align(a, b, al)
	f[fBias] = 1
	na, nb := min(len(a), maxAligned), min(len(b), maxAligned)
	var shares [ways]float32
	total, edits := float32(0), 0
	plainPairs, longest := 0, 0
	for _, p := range al.pairs[:al.n] {
		w := max(a[p.i].class.weight(), b[p.j].class.weight())
		if p.how == opens {
			w = 1
		}
		total += w
		shares[p.how] += w
		edits += int(p.edits)
		if p.how != exact && womans(a[p.i].text) != womans(b[p.j].text) && slavic(a[p.i].text) && slavic(b[p.j].text) {
			f[fGender] = 1
		}
		if p.edits > 0 && a[p.i].text[0] != b[p.j].text[0] {
			f[fFirstLetter] = 1
		}
		if p.edits > 0 && min(len(a[p.i].text), len(b[p.j].text)) <= 4 {
			f[fShortTypo] = 1
		}
		if w >= 1 && p.how != opens || p.how == joined {
			plainPairs++
			longest = max(longest, min(len(a[p.i].text), len(b[p.j].text)))
		}
	}
	restX, restY := rest(a, &al.rx, na), rest(b, &al.ry, nb)
	denominator := total + min(restX.weight, restY.weight)
	if denominator > 0 {
		f[fExact] = shares[exact] / denominator
		f[fSound] = shares[sound] / denominator
		f[fNickname] = shares[nickname] / denominator
		f[fTypo] = shares[typo] / denominator
		f[fLoose] = shares[loose] / denominator
		f[fInitial] = shares[opens] / denominator
		f[fJoined] = shares[joined] / denominator
	}
	f[fEdits] = float32(min(edits, 4)) / 4
	f[fShort] = float32(max(0, 6-longest)) / 6
	f[fLong] = float32(min(max(plainPairs-2, 0), 3)) / 3
	conflicts := min(restX.plain, restY.plain)
	if conflicts > 0 {
		f[fConflict] = 1
		f[fConflicts] = float32(min(conflicts-1, 3)) / 3
		if al.rx[na-1] && al.ry[nb-1] {
			f[fConflictLast] = 1
		}
		if al.rx[0] && al.ry[0] {
			f[fConflictFirst] = 1
		}
	}
	if restX.patronymic && restY.patronymic {
		f[fPatronymic] = 1
	}
	if restX.initial && restY.plain+restY.initials > 0 || restY.initial && restX.plain+restX.initials > 0 {
		f[fInitialConflict] = 1
	}
	extra := max(restX.plain, restY.plain) - conflicts
	if extra > 0 {
		f[fExtra] = 1
		f[fExtraMany] = float32(min(extra-1, 3)) / 3
		if restX.plain > restY.plain && al.rx[na-1] || restY.plain > restX.plain && al.ry[nb-1] {
			f[fExtraLast] = 1
		}
		if restX.plain > restY.plain && !al.rx[0] || restY.plain > restX.plain && !al.ry[0] {
			f[fExtraLate] = 1
		}
	}
	if restX.generic > 0 && restY.generic > 0 || conflicts == 0 && restX.generic+restX.plain > 0 && restY.generic+restY.plain > 0 {
		f[fConflictSmall] = 1
	}
	if restX.bracket != restY.bracket {
		f[fBracket] = 1
	}
	if small := restX.small + restY.small; small > 0 {
		f[fExtraSmall] = float32(min(small, 3)) / 3
	}
	la, lb := lone(a), lone(b)
	switch {
	case la && lb:
		f[fLoneLone] = 1
	case (la || lb) && extra > 0:
		f[fLone] = 1
	}
	if (la || lb) && shares[exact] < 1 {
		f[fLoneUnequal] = 1
	}
	f[fReordered] = reordered(al)
	f[fReversed] = reversed(a, b, al)
	if restX.number && restY.number {
		f[fNumber] = 1
	} else if restX.number || restY.number {
		f[fNumberExtra] = 1
	}
	if al.n > 0 && plainPairs == 0 {
		f[fGenericOnly] = 1
	}
	if acronym(a, b) {
		f[fAcronym] = 1
		for _, i := range [...]int{fConflict, fConflicts, fConflictNear, fConflictLast, fConflictFirst, fConflictSmall} {
			f[i] = 0
		}
	}
	switch {
	case legalApart(x.legal, y.legal):
		f[fLegalDiffers] = 1
	case x.legal == "" != (y.legal == ""):
		f[fLegalMissing] = 1
	}
	if x.foreign != y.foreign {
		f[fScript] = 1
	}
	return f
}

// compareLetters adds what compareQuickly leaves out. Each of these features is
// at most 1.
func compareLetters(x, y *prepared, al *alignment, f *Features) {
	a, b := x.words, y.words
	for _, p := range al.pairs[:al.n] {
		if p.how == sound {
			f[fSoundEdits] = max(f[fSoundEdits], 1-nearness(a[p.i].text, b[p.j].text))
		}
	}
	if f[fConflict] > 0 {
		f[fConflictNear] = nearestRest(a, b, al)
	}
	f[fWhole] = wholeNearness(a, b)
	f[fWholeHigh] = max(0, f[fWhole]-0.8) * 5
}

// lone reports whether a name has one word that says something: "Rana" and "La
// Rana" do.
func lone(words []word) bool {
	n := 0
	for i := range words {
		if words[i].class != particle {
			n++
		}
	}
	return n < 2
}

// weighRarity adds what the index knows of the words' frequency: rare words
// that agree say more than common ones. x and y are the words' rarities.
func weighRarity(f *Features, al *alignment, x, y []float32) {
	const scale = 1.0 / 20
	for _, p := range al.pairs[:al.n] {
		if p.how != opens {
			f[fKnown] += scale * p.sim * min(x[p.i], y[p.j])
		}
	}
	for i, r := range x[:min(len(x), maxAligned)] {
		if al.rx[i] {
			f[fQueryLeft] += scale * r
		}
	}
	for j, r := range y[:min(len(y), maxAligned)] {
		if al.ry[j] {
			f[fListLeft] += scale * r
		}
	}
}

// legalApart reports whether two legal forms exclude each other. "Company",
// "Corporation" and "Limited" are used for companies of any form.
func legalApart(a, b string) bool {
	return a != b && a != "" && b != "" && !vague(a) && !vague(b)
}

func vague(group string) bool { return group == "co" || group == "inc" || group == "ltd" }

// slavic reports whether a family name has an ending that tells gender.
func slavic(t string) bool { return womans(t) || hasSuffix(t, "ov", "ev", "in", "sky", "skiy", "skii") }

func womans(t string) bool { return hasSuffix(t, "ova", "eva", "ina", "skaya", "skaia") }

func hasSuffix(t string, endings ...string) bool {
	for _, e := range endings {
		if len(t) > len(e)+1 && strings.HasSuffix(t, e) {
			return true
		}
	}
	return false
}

// remainder sums up the words of a name that have no partner.
type remainder struct {
	weight                      float32
	plain, small, initials      int
	generic                     int
	patronymic, number, initial bool
	bracket                     bool
}

func rest(words []word, free *[maxAligned]bool, n int) (r remainder) {
	for i := range words[:n] {
		if !free[i] {
			continue
		}
		c := words[i].class
		r.weight += c.weight()
		switch c {
		case plain:
			r.plain++
		case patronymic:
			r.plain++
			r.patronymic = true
		case number:
			r.number = true
		case initial:
			r.initial = true
			r.initials++
		case bracketed:
			r.bracket = true
			r.generic++
		case generic:
			r.generic++
			r.small++
		default:
			r.small++
		}
	}
	return r
}

// nearestRest is the nearness of the two words without partner that are the
// most alike.
func nearestRest(a, b []word, al *alignment) float32 {
	best := float32(0)
	for i := range a[:min(len(a), maxAligned)] {
		if !al.rx[i] {
			continue
		}
		for j := range b[:min(len(b), maxAligned)] {
			if al.ry[j] {
				best = max(best, nearness(a[i].text, b[j].text))
			}
		}
	}
	return best
}

// reordered is 1 where pairs of words cross.
func reordered(al *alignment) float32 {
	for p := range al.pairs[:al.n] {
		for q := range al.pairs[:p] {
			u, v := &al.pairs[p], &al.pairs[q]
			if u.i < v.i != (u.j < v.j) {
				return 1
			}
		}
	}
	return 0
}

// reversed is 1 where "X bin Y" meets "Y bin X", which is the father.
func reversed(a, b []word, al *alignment) float32 {
	for _, p := range al.pairs[:al.n] {
		if a[p.i].class != particle || p.i == 0 || p.j == 0 {
			continue
		}
		before, after := partner(al, int(p.i)-1), partner(al, int(p.i)+1)
		if before > int(p.j) && after >= 0 && after < int(p.j) && len(b) > 2 {
			return 1
		}
	}
	return 0
}

// partner is the word of the second name that word i of the first is paired
// with, -1 if none.
func partner(al *alignment, i int) int {
	for _, p := range al.pairs[:al.n] {
		if int(p.i) == i {
			return int(p.j)
		}
	}
	return -1
}

// acronym reports whether one name's first word is made of the initials of the
// other's words.
func acronym(a, b []word) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 || len(a) > 2 || len(b) < 3 {
		return false
	}
	w, k := a[0].text, 0
	for i := range b {
		if k == len(w) || b[i].text[0] != w[k] {
			return false
		}
		k++
	}
	return k == len(w)
}

// wholeNearness compares the names as one string each, in their own order. What
// differs by more than half is as good as different.
func wholeNearness(a, b []word) float32 {
	var bufX, bufY [maxDistanceLen]byte
	x, y := glue(bufX[:0], a), glue(bufY[:0], b)
	n := max(len(x), len(y))
	return 1 - float32(distance(x, y, n/2))/float32(max(n, 1))
}

func glue(buf []byte, words []word) string {
	for i := range words {
		if len(buf)+len(words[i].text) > cap(buf) {
			break
		}
		buf = append(buf, words[i].text...)
	}
	return string(buf)
}

// FeatureNames are the names of the features, in their order.
func FeatureNames() []string { return featureNames[:] }
