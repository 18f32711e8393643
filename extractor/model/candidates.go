package model

import "github.com/tagwire/tagwire/extractor/token"

// Most words of a text stand in lower case, far from any capital, and are never
// part of a name. They are left out before anything is scored: only runs of
// candidates are labelled, each by itself.

// maxGap is the most tokens between two capitalized words of one name.
const maxGap = 3

// uncasedShare is the share of capitalized words, one in so many, below which
// a document counts as written without capitals: every word is a candidate.
const uncasedShare = 40

// findCandidates marks the tokens that may be part of a name, and gathers their
// runs.
func (s *scratch) findCandidates(d *token.Document) {
	words, capitals := 0, 0
	for i := range s.attrs {
		if d.Tokens[i].Kind == token.Word {
			words++
			if s.attrs[i].capped {
				capitals++
			}
		}
	}
	if capitals*uncasedShare < words {
		for i := range s.attrs {
			s.attrs[i].candidate = true
		}
	} else {
		for _, sent := range d.Sentences {
			s.candidatesIn(d, sent)
		}
	}
	s.runs = s.runs[:0]
	for _, sent := range d.Sentences {
		for first, end := s.nextRun(sent.First, sent.Last); first < end; first, end = s.nextRun(end, sent.Last) {
			s.runs = append(s.runs, run{first: first, end: end, sent: sent})
		}
	}
}

func (s *scratch) candidatesIn(d *token.Document, sent token.Sentence) {
	before := -1 // the last capitalized token
	for i := sent.First; i < sent.Last; i++ {
		if !s.attrs[i].capped {
			continue
		}
		s.attrs[i].candidate = true
		first := i
		if gap := i - before - 1; before >= 0 && gap <= maxGap && s.bridges(d, before+1, i) {
			first = before + 1
		} else {
			// "al-Qaeda", "bin Laden", "the 92nd Brigade".
			for first > sent.First && i-first < 2 && (d.Tokens[first-1].Kind == token.Number || leads(d.Word(first-1)) || d.Word(first-1) == "-" && !d.Tokens[first-1].Space) {
				first--
			}
		}
		// "government of Iraq", "northern Iraq".
		if first == i && i-1 > sent.First && d.Word(i-1) == "of" && s.heads(i-2) {
			first = i - 2
		}
		for k := first; k < i; k++ {
			s.attrs[k].candidate = true
		}
		// "Iraqi government", "Iraqi security forces".
		if i+1 < sent.Last && s.heads(i+1) {
			s.attrs[i+1].candidate = true
		} else if i+2 < sent.Last && d.Tokens[i+1].Kind == token.Word && s.heads(i+2) {
			s.attrs[i+1].candidate, s.attrs[i+2].candidate = true, true
		}
		if i+1 < sent.Last && d.Tokens[i+1].Kind == token.Number {
			s.attrs[i+1].candidate = true
		}
		// "Unit-121", "November-17".
		if i+2 < sent.Last && d.Tokens[i+2].Kind == token.Number && d.Word(i+1) == "-" {
			s.attrs[i+1].candidate, s.attrs[i+2].candidate = true, true
		}
		before = i
	}
}

// heads reports whether a word in lower case heads names of bodies, as some
// writers name them.
func (s *scratch) heads(i int) bool { return s.attrs[i].class&OrgWord != 0 && !s.attrs[i].capped }

// bridges reports whether tokens [i, j) may stand inside a name.
func (s *scratch) bridges(d *token.Document, i, j int) bool {
	for k := i; k < j; k++ {
		if t := &d.Tokens[k]; t.Kind == token.Word && !joins(d.Word(k)) && !bridgeWord(d.Word(k)) {
			return false
		}
	}
	return true
}

// bridgeWord are words in lower case inside names, beside those that join runs.
func bridgeWord(w string) bool {
	switch w {
	case "in", "on", "to", "by", "at", "from", "with", "without", "against", "under", "as", "a", "y", "e", "et", "und", "zu", "ad", "az", "an", "ash", "uz", "lil", "wal", "wa", "i", "na", "dan":
		return true
	}
	return false
}

// leads are words in lower case that open names.
func leads(w string) bool {
	switch w {
	case "al", "el", "as", "ad", "ar", "ash", "an", "at", "bin", "ibn", "bint", "abu", "de", "del", "della", "da", "di", "do", "dos", "van", "von", "der", "den", "la", "le", "ul", "e", "i", "d'", "l'", "the", "northern", "southern", "eastern", "western", "central":
		return true
	}
	return false
}

// nextRun returns the first run of candidates within [from, to); it is empty
// when there is none.
func (s *scratch) nextRun(from, to int) (first, end int) {
	for from < to && !s.attrs[from].candidate {
		from++
	}
	end = from
	for end < to && s.attrs[end].candidate && end-from < maxRun {
		end++
	}
	return from, end
}
