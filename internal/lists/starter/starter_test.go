package starter

import (
	"strings"
	"testing"
)

func TestSample(t *testing.T) {
	l, err := List()
	if err != nil {
		t.Fatal(err)
	}
	if l.Name != Name || len(l.Date) != len("2006-01-02") || len(l.Entries) < 200 {
		t.Errorf("%s of %q with %d entries", l.Name, l.Date, len(l.Entries))
	}
	seen := make(map[string]bool)
	for _, e := range l.Entries {
		list, uid, ok := strings.Cut(e.UID, "/")
		if !ok || list == "" || uid == "" || seen[e.UID] || e.Name() == "" {
			t.Errorf("entry %q %q", e.UID, e.Name())
		}
		seen[e.UID] = true
	}
}
