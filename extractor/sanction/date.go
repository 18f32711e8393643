package sanction

import (
	"fmt"
	"strings"
	"time"

	"github.com/tagwire/tagwire/extractor/token"
)

// dateHit is a day that a sentence names: absolute, without its year, a
// weekday, or "today".
type dateHit struct {
	first, last int // nodes [first, last)
	year        int // 0 if not said
	month, day  int // 0 for relative ones
	weekday     int // 1 + time.Weekday, 0 if none
	shift       int // days from the article's own date
	relative    bool
}

var months = map[string]int{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12}

var weekdays = map[string]int{"sunday": 1, "monday": 2, "tuesday": 3, "wednesday": 4, "thursday": 5, "friday": 6, "saturday": 7}

// days returns the days that the sentence names, left to right.
func (v *view) days() []dateHit {
	if v.dated {
		return v.dates
	}
	v.dated = true
	for k := 0; k < len(v.n); {
		if h, ok := v.day(k); ok {
			v.dates = append(v.dates, h)
			k = h.last
			continue
		}
		k++
	}
	return v.dates
}

func (v *view) day(k int) (dateHit, bool) {
	n := v.at(k)
	w := strings.TrimSuffix(n.word, ".")
	if m := months[w]; m > 0 && n.title {
		d := number(v.at(k + 1).word)
		if d < 1 || d > 31 {
			return dateHit{}, false
		}
		h := dateHit{first: k, last: k + 2, month: m, day: d}
		q := k + 2
		if v.at(q).word == "," {
			q++
		}
		if y := number(v.at(q).word); y >= 1900 && y <= 2100 {
			h.year, h.last = y, q+1
		}
		return h, true
	}
	if !n.number {
		switch {
		case weekdays[w] > 0:
			return dateHit{first: k, last: k + 1, weekday: weekdays[w], relative: true}, true
		case w == "today" || w == "tonight":
			return dateHit{first: k, last: k + 1, relative: true}, true
		case w == "yesterday":
			return dateHit{first: k, last: k + 1, relative: true, shift: -1}, true
		case (w == "days" || w == "day") && (v.at(k+1).word == "ago" || v.at(k+1).word == "earlier") && small(v.at(k-1).word) > 0:
			return dateHit{first: k - 1, last: k + 2, relative: true, shift: -small(v.at(k - 1).word)}, true
		}
		return dateHit{}, false
	}
	a := number(n.word)
	// 2023-06-15
	if a >= 1900 && a <= 2100 && v.at(k+1).word == "-" && v.at(k+3).word == "-" {
		m, d := number(v.at(k+2).word), number(v.at(k+4).word)
		if m >= 1 && m <= 12 && d >= 1 && d <= 31 {
			return dateHit{first: k, last: k + 5, year: a, month: m, day: d}, true
		}
	}
	if a < 1 || a > 31 {
		return dateHit{}, false
	}
	q := k + 1
	if v.at(q).word == "of" {
		q++
	}
	if m := months[strings.TrimSuffix(v.at(q).word, ".")]; m > 0 && v.at(q).title {
		h := dateHit{first: k, last: q + 1, month: m, day: a}
		r := q + 1
		if v.at(r).word == "," {
			r++
		}
		if y := number(v.at(r).word); y >= 1900 && y <= 2100 {
			h.year, h.last = y, r+1
		}
		return h, true
	}
	return dateHit{}, false
}

// number reads a whole number with an optional ordinal ending, or returns 0.
func number(w string) int {
	n, digits := 0, 0
	for digits < len(w) && digits < 5 && w[digits] >= '0' && w[digits] <= '9' {
		n = n*10 + int(w[digits]-'0')
		digits++
	}
	switch w[digits:] {
	case "":
	case "st", "nd", "rd", "th":
	default:
		return 0
	}
	return n
}

// resolve gives the day of h as ISO 8601, or "". own is the article's own
// date, zero if unknown.
func (h dateHit) resolve(own time.Time) string {
	switch {
	case h.month > 0 && h.year > 0:
		return iso(h.year, h.month, h.day)
	case own.IsZero():
		return ""
	case h.month > 0:
		// The latest such day that is not after the article's own.
		y := own.Year()
		if time.Date(y, time.Month(h.month), h.day, 0, 0, 0, 0, time.UTC).After(own.AddDate(0, 0, 1)) {
			y--
		}
		return iso(y, h.month, h.day)
	case h.weekday > 0:
		back := (int(own.Weekday()) + 1 - h.weekday + 7) % 7
		t := own.AddDate(0, 0, -back)
		return iso(t.Year(), int(t.Month()), t.Day())
	case h.relative:
		t := own.AddDate(0, 0, h.shift)
		return iso(t.Year(), int(t.Month()), t.Day())
	}
	return ""
}

func iso(y, m, d int) string {
	if t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC); t.Day() != d {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// ownDate finds the article's own date: a dateline ("WASHINGTON, Jan. 12,
// 2022 —"), a line that is nothing but a date, or the metadata's.
func (f *finder) ownDate() time.Time {
	d := f.in.Doc
	for s := 0; s < len(d.Sentences) && s < 8; s++ {
		if !f.yearIn(s) {
			continue
		}
		v := f.view(s)
		for _, h := range v.days() {
			if h.month == 0 || h.year == 0 {
				continue
			}
			alone := len(v.n) <= h.last-h.first+6
			if alone || v.dateline(h) {
				return time.Date(h.year, time.Month(h.month), h.day, 0, 0, 0, 0, time.UTC)
			}
		}
	}
	if p := f.in.Published; !p.IsZero() {
		p = p.UTC()
		return time.Date(p.Year(), p.Month(), p.Day(), 0, 0, 0, 0, time.UTC)
	}
	return time.Time{}
}

// yearIn reports whether sentence s may name a year.
func (f *finder) yearIn(s int) bool {
	d := f.in.Doc
	for i := d.Sentences[s].First; i < d.Sentences[s].Last; i++ {
		if t := &d.Tokens[i]; t.Kind == token.Number && t.End-t.Start == 4 {
			return true
		}
	}
	return false
}

// dateline reports whether h stands before a sentence's opening dash or
// bracketed agency: "PARIS, 3 May 2022 (AFP) —".
func (v *view) dateline(h dateHit) bool {
	if h.first > 9 {
		return false
	}
	for k := 0; k < h.first; k++ {
		if n := v.at(k); !n.title && n.ent < 0 && !n.is(cPunct) && !n.is(cPrep) {
			return false
		}
	}
	for k := h.last; k < h.last+6 && k < len(v.n); k++ {
		if n := v.at(k); n.is(cDash) || n.word == ":" {
			return true
		}
	}
	return false
}

// elsewhen reports that the clause puts its measure into another time than
// the article's own: "previously", "had been", "in 2019", "last year".
func (v *view) elsewhen(c *claim) bool {
	for k := v.group(c.i); k < c.i; k++ {
		switch v.at(k).word {
		case "previously", "already", "formerly", "originally", "initially", "had", "earlier", "first":
			return true
		}
	}
	for k := c.i + 1; k < len(v.n) && k < c.i+40; k++ {
		n := v.at(k)
		if n.ent >= 0 || n.body != nil {
			continue
		}
		if n.word == ";" || n.is(cRel) || n.word == "for" && v.forMeasure(k) < 0 {
			return false
		}
		if y := number(n.word); y >= 1950 && y <= 2100 && n.number && (v.at(k-1).word == "in" || v.at(k-1).word == "since" || months[v.at(k-1).word] > 0) {
			return true
		}
		if n.word == "last" && (v.at(k+1).word == "year" || v.at(k+1).word == "month" || months[v.at(k+1).word] > 0) || n.word == "ago" {
			return true
		}
		if (n.word == "in" || n.word == "since") && months[v.at(k+1).word] > 0 && v.at(k+1).title && !v.at(k+2).number {
			return true
		}
	}
	return false
}
