package clean

import "testing"

func TestRuleRows(t *testing.T) {
	for i := range rules {
		r := &rules[i]
		if r.example == "" || r.counter == "" {
			t.Errorf("row %d (%s) lacks an example or a counter-example", i, r.name)
			continue
		}
		if name, _ := ruleFor(r.example); name != r.name {
			t.Errorf("%s: %q falls under %q", r.name, r.example, name)
		}
		if name, _ := ruleFor(r.counter); name != "" {
			t.Errorf("%s: %q should stay, falls under %q", r.name, r.counter, name)
		}
	}
}

func TestLinesByForm(t *testing.T) {
	for line, want := range map[string]string{
		"• 503 views": "counter", "12 comments": "counter", "us-sanctions-network-aiding-russia": "url-slug", "* * *": "separator",
		"https://example.org/x": "bare-url", "Forty views of the harbour": "", "state-of-the-art radar": "", "1,200 people": "counter",
	} {
		if got, _ := ruleFor(line); got != want {
			t.Errorf("%q falls under %q, want %q", line, got, want)
		}
	}
}
