package lists

import (
	"time"
)

// Standing is what there is to say of one list that is held, or that failed to
// come.
type Standing struct {
	List  string `json:"list"`
	Title string `json:"title"`
	// Date is the publisher's; AsOf when the list was last known to be up to
	// date, AgeDays the days since.
	Date    string    `json:"date,omitempty"`
	AsOf    time.Time `json:"as_of,omitzero"`
	AgeDays int       `json:"age_days"`
	// Stale says that it is older than it should be.
	Stale    bool      `json:"stale"`
	Entries  int       `json:"entries"`
	Names    int       `json:"names"`
	Versions int       `json:"versions"`
	Taken    time.Time `json:"taken,omitzero"`
	Source   string    `json:"source,omitempty"`
	Asked    time.Time `json:"asked,omitzero"`
	// Error is why the last update failed.
	Error string `json:"error,omitempty"`
	Files []File `json:"files,omitempty"`
}

// DefaultStale is the age from which a list counts as old.
const DefaultStale = 7 * 24 * time.Hour

// Standings describes the lists of a state at a time, by name; one that is not
// held is there if it failed to come.
func (s *State) Standings(now time.Time, stale time.Duration) []Standing {
	var out []Standing
	for _, name := range sortedNames(s) {
		h := s.Lists[name]
		st := Standing{List: name, Title: Title(name), Asked: h.Asked, Error: h.Error, Versions: len(h.Versions)}
		if len(h.Versions) > 0 {
			v := h.Current()
			st.Date, st.Entries, st.Names, st.Taken, st.Source, st.Files = v.Date, v.Entries, v.Names, v.Taken, v.Source, v.Files
			st.AsOf = h.AsOf()
			age := now.Sub(st.AsOf)
			st.AgeDays, st.Stale = int(age/(24*time.Hour)), age > stale
		}
		out = append(out, st)
	}
	return out
}
