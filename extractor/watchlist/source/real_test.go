package source_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// copies is where copies of the official lists may lie.
const copies = "../../../../shared/lists"

// TestOfficialCopies reads real copies where they are at hand, and checks the
// counts that their publishers' files have.
func TestOfficialCopies(t *testing.T) {
	for _, c := range []struct {
		file, name, date string
		entries, names   int // at least so many
	}{
		{"ofac-sdn/sdn.csv", "ofac-sdn", "", 18494, 40000},
		{"ofac-cons/cons_prim.csv", "ofac-cons", "", 442, 1400},
		{"un/consolidated.xml", "un", "2026-02-27", 1003, 3500},
		{"eu/eu_fsf_2024-01.csv.gz", "eu", "2024-01-24", 4589, 20000},
		{"uk/ConList_2024-01.csv.gz", "uk", "2024-01-25", 4254, 14000},
		{"uk/UK_Sanctions_List_2022-12.csv.gz", "uk", "2022-11-30", 3000, 8000},
		{"us-csl/consolidated_2025-05.csv.gz", "us-csl", "", 23432, 45000},
	} {
		t.Run(c.file, func(t *testing.T) {
			path := filepath.Join(copies, c.file)
			if _, err := os.Stat(path); err != nil {
				t.Skip("no copy of this list here")
			}
			l, err := source.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			names := 0
			persons := 0
			for _, e := range l.Entries {
				names += len(e.Names)
				if e.Kind == source.Person {
					persons++
				}
			}
			t.Logf("%s %s: %d entries, %d persons, %d names", l.Name, l.Date, len(l.Entries), persons, names)
			if l.Name != c.name || len(l.Entries) < c.entries || names < c.names || persons == 0 {
				t.Errorf("want %s with %d entries and %d names", c.name, c.entries, c.names)
			}
			if c.date != "" && l.Date != c.date {
				t.Errorf("date %q, want %q", l.Date, c.date)
			}
		})
	}
}
