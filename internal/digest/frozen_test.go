package digest

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tagwire/tagwire/internal/console"
)

func TestFrozenDigestThaws(t *testing.T) {
	for _, d := range []*Digest{busy(t), {ID: "empty", Zone: "UTC", Operations: []Disruption{{"silent feed", "a"}}}} {
		d.Filter, d.Begin, d.End = "list ofac-sdn", time.Unix(1, 500).UTC(), time.Unix(2, 0).UTC()
		frozen, err := freeze(d)
		if err != nil {
			t.Fatal(err)
		}
		got, err := thaw(frozen, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, got, cmpopts.IgnoreUnexported(Digest{})); diff != "" {
			t.Error(diff)
		}
		if _, err := thaw(frozen[:len(frozen)-9], time.UTC); err == nil {
			t.Error("a cut digest thawed")
		}
	}
}

// BenchmarkFreeze keeps the digest of 400 articles.
func BenchmarkFreeze(b *testing.B) {
	d := digestOf(b, 400)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := freeze(d); err != nil {
			b.Fatal(err)
		}
	}
}

// TestJSONIsTheWholeDigest: nothing is lost in its JSON form, nothing renamed.
func TestJSONIsTheWholeDigest(t *testing.T) {
	d := busy(t)
	var b bytes.Buffer
	if err := Render(&b, d, "json", console.Page{}); err != nil {
		t.Fatal(err)
	}
	got := new(Digest)
	if err := json.Unmarshal(b.Bytes(), got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, got, cmpopts.IgnoreUnexported(Digest{})); diff != "" {
		t.Error(diff)
	}
}
