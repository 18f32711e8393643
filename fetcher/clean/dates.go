package clean

import (
	"regexp"
	"strings"
	"time"
)

// layouts in which pages write dates, the exact ones first.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "2006/01/02 15:04:05", "2006/01/02", "20060102",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04:05 2006",
	"January 2, 2006", "January 2, 2006 15:04", "Jan 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006", "02 January 2006", "January 2 2006", "Monday, January 2, 2006", "Monday, 2 January 2006",
	"January 2, 2006 3:04 PM", "January 2, 2006 at 3:04 PM", "Jan 2, 2006 3:04 PM", "2 January 2006 15:04", "02.01.2006", "2.1.2006", "02.01.2006 15:04",
}

// parseDate reads a date in one of the layouts; impossible years are refused.
func parseDate(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 60 {
		return time.Time{}, false
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil && t.Year() > 1990 && t.Year() < 2100 {
			return t, true
		}
	}
	return findDate(s)
}

var (
	isoDay   = regexp.MustCompile(`\b(20\d\d|199\d)[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])\b`)
	monthDay = regexp.MustCompile(`(?i)\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (20\d\d|199\d)\b`)
	dayMonth = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?[ -](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?[ -](20\d\d|199\d)\b`)
	// monthAndDay is where a date begins within a line.
	monthAndDay = regexp.MustCompile(`\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d|\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)`)
	urlDay      = regexp.MustCompile(`/(20\d\d)[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?:/|-|$)`)
	urlPacked   = regexp.MustCompile(`[/-](20[012]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:/|-|\.|$)`)
)

// findDate finds the first complete date in a short text.
func findDate(s string) (time.Time, bool) {
	if len(s) > 400 {
		s = s[:400]
	}
	try := func(layout, v string) (time.Time, bool) {
		t, err := time.Parse(layout, v)
		return t, err == nil
	}
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return try("2006-1-2", m[1]+"-"+m[2]+"-"+m[3])
	}
	if m := monthDay.FindStringSubmatch(s); m != nil {
		return try("Jan 2 2006", m[1]+" "+m[2]+" "+m[3])
	}
	if m := dayMonth.FindStringSubmatch(s); m != nil {
		return try("2 Jan 2006", m[1]+" "+m[2]+" "+m[3])
	}
	return time.Time{}, false
}

// dateOfURL reads the day from an address like /2026/10/14/story.
func dateOfURL(address string) (time.Time, bool) {
	for _, re := range []*regexp.Regexp{urlDay, urlPacked} {
		if m := re.FindStringSubmatch(address); m != nil {
			if t, err := time.Parse("20060102", m[1]+m[2]+m[3]); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// isDate reports whether a short line is a date, perhaps with a time, and
// nothing else.
func isDate(line string) bool {
	if _, ok := findDate(capitalized(line)); !ok {
		return false
	}
	for _, w := range strings.Fields(line) {
		w = strings.Trim(w, ".,:-")
		if strings.ContainsAny(w, "0123456789") || months[w[:min(3, len(w))]] || w == "" || w == "at" || w == "gmt" || w == "utc" || w == "am" || w == "pm" {
			continue
		}
		return false
	}
	return true
}

var months = map[string]bool{"jan": true, "feb": true, "mar": true, "apr": true, "may": true, "jun": true, "jul": true, "aug": true, "sep": true, "oct": true, "nov": true, "dec": true, "mon": true, "tue": true, "wed": true, "thu": true, "fri": true, "sat": true, "sun": true}

// capitalized raises the first letter of each word, as the patterns of dates
// expect.
func capitalized(line string) string {
	f := strings.Fields(line)
	for i, w := range f {
		f[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(f, " ")
}
