package sanction_test

import "testing"

// TestHeadlines measures headlines in which "sanctions" may be a noun or a
// verb and the word behind it does not tell: the one place where prose's tags
// are asked for.
func TestHeadlines(t *testing.T) {
	right, all := 0, 0
	for _, line := range lines(t, "testdata/headlines.txt") {
		in, want := marked(t, line)
		all++
		if got := flagged(in); names(got) == names(want) {
			right++
		} else {
			t.Logf("%q: got %q", line, names(got))
		}
	}
	if t.Logf("%d of %d headlines", right, all); right < 18 {
		t.Errorf("%d of %d headlines are read right, want 18", right, all)
	}
}
