// Package source reads official sanctions lists into one form.
//
// Every publisher has its own format; [Read] tells them apart by their content
// and returns a [List] of entries with all their names. What goes in is a file
// as it was downloaded (also gzipped); what comes out is validated: a file that
// is cut short, of another format, or an error page in disguise is refused
// with the place where it went wrong.
//
// Formats: OFAC SDN and Consolidated (the csv files, the "advanced" and
// "enhanced" XML and the plain sdn XML), UN Security Council consolidated XML, EU financial
// sanctions files (csv 1.1 and XML), the UK's OFSI consolidated list and UK
// Sanctions List (csv), the Swiss SECO XML, the US Consolidated Screening List
// (csv), OpenSanctions targets.simple.csv and FollowTheMoney entities.
package source

import (
	"errors"
	"fmt"
	"strings"
)

// Kind is what an entry is.
type Kind uint8

// The kinds of entries.
const (
	Organization Kind = iota
	Person
	Vessel
	Aircraft
	Crypto // an address without a holder of its own
)

func (k Kind) String() string {
	return [...]string{"organization", "person", "vessel", "aircraft", "crypto_address"}[k]
}

// Strength is how well a name identifies its entry, as its publisher says.
type Strength uint8

// The strengths of names.
const (
	Primary  Strength = iota
	Strong            // a good-quality alias
	Weak              // a low-quality alias, likely to hit others
	Original          // the name in its own script
)

// Name is one spelling of an entry's name as the list prints it. A person's
// may be "SURNAME, Given": the comma then tells the parts; in other kinds a
// comma is part of the name ("GRUPO WISA, S.A.").
type Name struct {
	Text     string   `json:"text"`
	Strength Strength `json:"strength,omitempty"`
}

// Entry is one listed person, organization, vessel or aircraft.
type Entry struct {
	// UID is the publisher's own identifier, unique within the list.
	UID  string `json:"uid"`
	Kind Kind   `json:"kind"`
	// Names has the primary name first.
	Names    []Name   `json:"names"`
	Programs []string `json:"programs,omitempty"`
	// Countries are names or codes of nationalities and addresses, lower case.
	Countries []string `json:"countries,omitempty"`
	// Born are dates of birth as ISO 8601, complete or not ("1965").
	Born []string `json:"born,omitempty"`
	// Marks identify exactly: IMO numbers ("IMO9220639"), aircraft tails
	// ("EP-MNF"), crypto addresses.
	Marks []string `json:"marks,omitempty"`
	// Listed is the date of listing (YYYY-MM-DD) where the list says it.
	Listed string `json:"listed,omitempty"`
	// Title is the role or the remark that tells namesakes apart.
	Title string `json:"title,omitempty"`
}

// Name is the entry's primary name.
func (e *Entry) Name() string {
	if len(e.Names) == 0 {
		return ""
	}
	return e.Names[0].Text
}

// List is one publisher's list at one date.
type List struct {
	// Name is tagwire's short name: "ofac-sdn", "un", "eu", "uk" ….
	Name string `json:"name"`
	// Date is when the publisher made it (YYYY-MM-DD), empty if it does not
	// say.
	Date    string  `json:"date,omitempty"`
	Entries []Entry `json:"entries"`
}

// Errors that callers decide on.
var (
	// ErrUnknownFormat says that no reader knows the file.
	ErrUnknownFormat = errors.New("no known list format")
	// ErrDamaged says that a file of a known format cannot be trusted: cut
	// short, a wrong number of columns, ids that stand twice.
	ErrDamaged = errors.New("damaged list")
)

// damaged makes an ErrDamaged that names file and line (0: unknown).
func damaged(file string, line int, format string, args ...any) error {
	at := file
	if line > 0 {
		at = fmt.Sprintf("%s:%d", file, line)
	}
	return fmt.Errorf("%s: %w: %s", at, ErrDamaged, fmt.Sprintf(format, args...))
}

// add appends a name unless it is empty or stands already.
func (e *Entry) add(text string, s Strength) {
	text = clean(text)
	if text == "" {
		return
	}
	for i := range e.Names {
		if strings.EqualFold(e.Names[i].Text, text) {
			if s < e.Names[i].Strength {
				e.Names[i].Strength = s
			}
			return
		}
	}
	e.Names = append(e.Names, Name{Text: text, Strength: s})
}

// clean trims a name and joins its white space.
func clean(s string) string {
	return strings.Trim(strings.Join(strings.Fields(s), " "), " ,;\u00a0")
}

// addTo appends s to a set of strings kept in order of arrival.
func addTo(set []string, s string) []string {
	s = strings.TrimSpace(s)
	if s == "" {
		return set
	}
	for _, t := range set {
		if t == s {
			return set
		}
	}
	return append(set, s)
}

// personName writes a person's name whose surname is known.
func personName(surname, given string) string {
	surname, given = clean(surname), clean(given)
	if surname == "" || given == "" {
		return surname + given
	}
	return surname + ", " + given
}

// finish checks a list that has been read.
func finish(file string, l *List) (*List, error) {
	if len(l.Entries) == 0 {
		return nil, damaged(file, 0, "no entries")
	}
	seen := make(map[string]bool, len(l.Entries))
	kept := l.Entries[:0]
	for _, e := range l.Entries {
		if e.UID == "" {
			return nil, damaged(file, 0, "entry %q has no identifier", e.Name())
		}
		if seen[e.UID] {
			return nil, damaged(file, 0, "identifier %s stands twice", e.UID)
		}
		seen[e.UID] = true
		if len(e.Names) > 0 {
			kept = append(kept, e)
		}
	}
	l.Entries = kept
	return l, nil
}
