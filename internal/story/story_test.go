package story_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tagwire/tagwire/internal/story"
	"github.com/tagwire/tagwire/store/storetest"
)

const base = `The ministry said on Tuesday that it had frozen the assets of a shipping company
in Limassol and of two of its directors after an inquiry that lasted nine months. The company moved crude
oil under forged papers, the ministry said, and changed the names of its tankers between voyages. Lawyers
for the directors called the measure unfounded and said that they would go to court within the week.`

const retold = `Two directors of a Limassol shipping company may no longer touch their money. Investigators say that its
tankers brought crude under false names; the lawyers speak of an error.`

func TestResemblance(t *testing.T) {
	for _, tc := range []struct {
		name, other string
		min, max    float64
	}{
		{"itself", base, 1, 1},
		{"case and punctuation", strings.ToUpper(strings.ReplaceAll(base, ",", " -")), 1, 1},
		{"a changed ending", base[:len(base)-60] + " appeal next month.", 0.6, 0.98},
		{"another text", strings.Repeat("The harvest of apples in the valley was late this year because of the frost in April and the rain. ", 3), 0, 0.05},
		{"a caption", "The company's tanker.", 0, 0},
	} {
		a, b := story.NewSketch(base), story.NewSketch(tc.other)
		if got := a.Resemblance(&b); got < tc.min || got > tc.max {
			t.Errorf("%s: %.2f, want %.2f to %.2f", tc.name, got, tc.min, tc.max)
		}
	}
}

func features(seq uint64, at time.Duration, text string, names, measures []string) *story.Features {
	f := &story.Features{Seq: seq, Article: string(rune('a' + seq)), Time: time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC).Add(at), Sketch: story.NewSketch(text), Words: story.Words(text)}
	for _, n := range names {
		f.Names = append(f.Names, story.Hash(n))
	}
	for _, m := range measures {
		f.Measures = append(f.Measures, story.Hash(m))
	}
	f.Names, f.Measures = story.Set(f.Names), story.Set(f.Measures)
	return f
}

func TestPlace(t *testing.T) {
	first := func() *story.Features {
		return features(1, 0, base, []string{"zubov", "horvat shipping", "ofac"}, []string{"horvat shipping designated"})
	}
	for _, tc := range []struct {
		name string
		f    *story.Features
		want story.Kind
	}{
		{"a copy", features(2, time.Hour, base+" Reporting by our desk.", nil, nil), story.Copy},
		{"a copy a week later", features(2, 7*24*time.Hour, base, nil, nil), ""},
		{"the same measure in other words", features(2, time.Hour, retold, []string{"horvat shipping"}, []string{"horvat shipping designated"}), story.Measure},
		{"two of its three names", features(2, time.Hour, retold, []string{"zubov", "horvat shipping"}, nil), story.Likeness},
		{"the same measure alone", features(2, time.Hour, "", []string{"x", "y", "z", "horvat shipping"}, []string{"horvat shipping designated"}), ""},
		{"one name among many others", features(2, time.Hour, "", []string{"zubov", "a", "b", "c", "d"}, nil), ""},
		{"a roundup that recalls the measure", features(2, time.Hour, "", nil, []string{"a", "b", "c"}), ""},
		{"nothing in common", features(2, time.Hour, "", []string{"x"}, nil), ""},
	} {
		c := story.NewClusterer()
		if _, ok := c.Place(first()); ok {
			t.Fatal("the first article matched something")
		}
		m, ok := c.Place(tc.f)
		if got := m.Kind; got != tc.want || ok != (tc.want != "") {
			t.Errorf("%s: %q (%.2f), want %q", tc.name, got, m.Score, tc.want)
		}
	}
}

// TestAddedAtOnceOrBitByBit: a clusterer that begins with the lookback comes
// to the same matches as one that saw everything.
func TestAddedAtOnceOrBitByBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.SampledFrom(strings.Split("abcdefghij", "")), 1, 4)
		n := rapid.IntRange(2, 40).Draw(t, "articles")
		var all []*story.Features
		for i := range n {
			all = append(all, features(uint64(i+1), time.Duration(i)*time.Hour, "", names.Draw(t, "names"), nil))
		}
		cut := rapid.IntRange(1, n-1).Draw(t, "cut")
		whole, resumed := story.NewClusterer(), story.NewClusterer()
		for i, f := range all {
			a, aok := whole.Place(f)
			if i < cut {
				resumed.Add(f)
				continue
			}
			b, bok := resumed.Place(f)
			if aok != bok || !cmp.Equal(a, b) {
				t.Fatalf("article %d: %v and %v", i, a, b)
			}
		}
	})
}

func TestEncoding(t *testing.T) {
	f := features(7, time.Hour, base, []string{"x", "y"}, []string{"z"})
	got, err := story.Decode(f.Encode(nil))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(features(7, time.Hour, base, []string{"x"}, []string{"z"}).Encode(nil))
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := story.Decode(in)
		if err == nil && !cmp.Equal(got.Encode(nil), in) {
			t.Error("decoded and encoded again it differs")
		}
	})
}

func BenchmarkSketch(b *testing.B) {
	text := strings.Repeat(base+" ", 8)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		story.NewSketch(text)
	}
}

// BenchmarkPlace finds the stories of a busy day's articles, one after the
// other.
func BenchmarkPlace(b *testing.B) {
	var all []*story.Features
	for i, t := range storetest.Taggings(4000, 1) {
		f := &story.Features{Seq: uint64(i + 1), Article: t.ID, Time: t.Published, Sketch: story.NewSketch(t.Text), Words: story.Words(t.Title + "\n" + t.Text)}
		for _, e := range t.Entities {
			f.Names = append(f.Names, story.Hash(e.ID))
		}
		f.Names = story.Set(f.Names)
		all = append(all, f)
	}
	b.ReportAllocs()
	for b.Loop() {
		c := story.NewClusterer()
		for _, f := range all {
			c.Place(f)
		}
	}
	b.ReportMetric(float64(len(all)*b.N)/b.Elapsed().Seconds(), "articles/s")
}
