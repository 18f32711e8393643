package fold_test

import (
	"testing"

	"github.com/tagwire/tagwire/extractor/internal/fold"
)

func TestString(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"U.S.", "us"}, {"Sana’a", "sanaa"}, {"Côte", "cote"}, {"Łódź", "lodz"}, {"Straße", "strasse"},
		{"McDonald", "mcdonald"}, {"8J", "8j"}, {"-", ""}, {"", ""}, {"平壤", "平壤"}, {"Пхеньян", "пхеньян"}, {"a\xffb\u00e9", "abe"},
	} {
		if got := fold.String(c.in); got != c.want {
			t.Errorf("String(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
