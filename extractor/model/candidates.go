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
	end := -1 // of the candidates before
	for i := sent.First; i < sent.Last; i++ {
		if !s.attrs[i].capped {
			continue
		}
		first := i
		if end >= 0 && i-end <= maxGap && s.bridges(d, end, i) {
			first = end
		} else {
			first = s.opens(d, sent, i)
		}
		end = s.closes(d, sent, i)
		for k := first; k < end; k++ {
			s.attrs[k].candidate = true
		}
		i = end - 1
	}
}

// opens returns where a name may open whose first capital is at i: "al-Qaeda",
// "bin Laden", "92nd Brigade", "government of Iraq", "northern Iraq".
func (s *scratch) opens(d *token.Document, sent token.Sentence, i int) int {
	first := i
	for first > sent.First && i-first < 2 &&
		(d.Tokens[first-1].Kind == token.Number || leads(d.Word(first-1)) || d.Word(first-1) == "-" && !d.Tokens[first-1].Space) {
		first--
	}
	if first == i && i-1 > sent.First && d.Word(i-1) == "of" && s.heads(i-2) {
		return i - 2
	}
	return first
}

// closes returns the end of what may belong to the capitalized word at i: the
// rest of "Dae-jung" and "Unit 121", "Iraqi security forces".
func (s *scratch) closes(d *token.Document, sent token.Sentence, i int) int {
	end := i + 1
	for end+1 < sent.Last && hyphen(d.Word(end)) && !d.Tokens[end].Space && !d.Tokens[end+1].Space {
		end += 2
	}
	switch {
	case end < sent.Last && d.Tokens[end].Kind == token.Number:
		return end + 1
	case end < sent.Last && s.heads(end):
		return end + 1
	case end+1 < sent.Last && d.Tokens[end].Kind == token.Word && s.heads(end+1) && !s.attrs[end].capped:
		return end + 2
	}
	return end
}

func hyphen(w string) bool { return w == "-" || w == "–" || w == "‑" || w == "‐" }

// heads reports whether a word in lower case heads names of bodies, as some
// writers name them.
func (s *scratch) heads(i int) bool { return s.attrs[i].class&OrgWord != 0 && !s.attrs[i].capped }

// bridges reports whether tokens [i, j) may stand inside a name: marks and
// numbers, words that join, and words in lower case that English hardly knows
// ("Action démocratique du Québec").
func (s *scratch) bridges(d *token.Document, i, j int) bool {
	for k := i; k < j; k++ {
		if d.Tokens[k].Kind != token.Word || joins(d.Word(k)) || bridgeWord(d.Word(k)) {
			continue
		}
		if a := &s.attrs[k]; a.class&Common != 0 || a.group.Fine != 0 {
			return false
		}
	}
	return true
}

// bridgeWord are words in lower case inside names, beside those that join runs.
func bridgeWord(w string) bool {
	switch w {
	case "in", "on", "to", "by", "at", "from", "with", "without", "against", "under", "as", "a", "ad", "az", "an", "ash", "uz", "lil", "wa":
		return true
	}
	return false
}

// leads are words in lower case that open names.
func leads(w string) bool {
	switch w {
	case "al", "el", "as", "ad", "ar", "ash", "an", "at", "bin", "ibn", "bint", "abu", "de", "del", "della", "da", "di", "do", "dos", "van", "von", "der", "den", "la", "le", "ul", "e", "i", "d'", "l'", "northern", "southern", "eastern", "western", "central":
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
