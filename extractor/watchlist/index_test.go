package watchlist_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// small is a list of invented parties.
func small() source.List {
	name := func(kind source.Kind, uid string, names ...string) source.Entry {
		e := source.Entry{UID: uid, Kind: kind, Programs: []string{"TEST"}}
		for i, n := range names {
			s := source.Strong
			if i == 0 {
				s = source.Primary
			}
			e.Names = append(e.Names, source.Name{Text: n, Strength: s})
		}
		return e
	}
	tanker := name(source.Vessel, "v1", "GREY HERON")
	tanker.Marks = []string{"IMO9123456"}
	marov := name(source.Person, "p1", "MAROV, Ilya Petrovich", "MAROV, Ilia")
	marov.Born, marov.Countries, marov.Listed, marov.Title = []string{"1968-05-03"}, []string{"russia"}, "2022-03-01", "Deputy Minister"
	return source.List{Name: "sample", Date: "2024-05-06", Entries: []source.Entry{
		marov,
		name(source.Person, "p2", "HONG, Chol Su", "홍철수"),
		name(source.Person, "p3", "AL-RAWDI, Hamid"),
		name(source.Organization, "o1", "NORTH STAR SHIPPING CO., LTD.", "POLARIS MARITIME"),
		name(source.Organization, "o2", "Volga Bolt & Nut (VBN)"),
		name(source.Organization, "o3", "OOO ZARYA-TEKHNO"),
		tanker,
	}}
}

func TestFind(t *testing.T) {
	x := watchlist.Build(small())
	for _, c := range []struct {
		name, text string
		want       []string // text = uid form
	}{
		{"family name first", "The order names KIM and HONG Chol Su.", []string{"HONG Chol Su = p2 0"}},
		{"given name first, patronymic", "Deputy minister Ilya Petrovich Marov resigned.", []string{"Ilya Petrovich Marov = p1 1"}},
		{"without patronymic", "“Ilya Marov’s yacht”", []string{"Ilya Marov = p1 3"}},
		{"hyphen and case", "Hong Chol-su flew home.", []string{"Hong Chol-su = p2 0"}},
		{"own script", "홍철수 외무상", []string{"홍철수 = p2 0"}},
		{"article and apostrophe", "Hamid al-Rawdi's firm", []string{"Hamid al-Rawdi = p3 1"}},
		{"without legal form", "the company North Star Shipping denied it", []string{"North Star Shipping = o1 2"}},
		{"whole", "North Star Shipping Co., Ltd. denied it", []string{"North Star Shipping Co., Ltd. = o1 0"}},
		{"ampersand", "Volga Bolt and Nut", []string{"Volga Bolt and Nut = o2 2"}},
		{"legal form in front", "the firm Zarya-Tekhno", []string{"Zarya-Tekhno = o3 2"}},
		{"vessel", "the tanker Grey Heron", []string{"Grey Heron = v1 0"}},
		{"lower case", "a grey heron stood in the water", nil},
		{"another sentence", "He met Ilya. Marov left.", nil},
		{"a part", "Polaris won", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, h := range x.Find(token.New(c.text), nil) {
				for _, m := range x.Matches(h) {
					got = append(got, c.text[h.Start:h.End]+" = "+m.Entry.UID+" "+string('0'+rune(m.Form)))
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%s: %s", c.text, d)
			}
		})
	}
}

func TestFindAllocatesNothing(t *testing.T) {
	x := watchlist.Build(small())
	d := token.New(strings.Repeat("Ilya Petrovich Marov met Hong Chol-su – “naïve”, wrote Jürgen Müller’s aide in Kraków. ", 20))
	hits := make([]watchlist.Hit, 0, 100)
	if n := testing.AllocsPerRun(10, func() { hits = x.Find(d, hits[:0]) }); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
	if len(hits) != 40 {
		t.Errorf("%d hits", len(hits))
	}
}

func TestSearch(t *testing.T) {
	x := watchlist.Build(small())
	for _, c := range []struct{ query, uid string }{
		{"Ilja Marov", "p1"},
		{"MAROV Ilya", "p1"},
		{"Илья Петрович Маров", "p1"},
		{"Hong Cheol-soo", "p2"},
		{"Hamed al Rawdi", "p3"},
		{"North Star Shiping Company Limited", "o1"},
		{"LLC Zarya Tekhno", "o3"},
		{"Grey Heron", "v1"},
		{"Angela Novak", ""},
		{"", ""},
		{"--", ""},
	} {
		got := ""
		if m := x.Search(watchlist.Query{Name: c.query, Floor: 0.2}); len(m) > 0 {
			got = m[0].Entry.UID
			if len(m[0].Factors) == 0 {
				t.Errorf("%q: no factors", c.query)
			}
		}
		if got != c.uid {
			t.Errorf("%q: %q, want %q", c.query, got, c.uid)
		}
	}
}

func TestSearchConsidersBirthAndCountry(t *testing.T) {
	x := watchlist.Build(small())
	score := func(q watchlist.Query) float64 {
		q.Name, q.Floor = "Ilia Marov", 0.01
		m := x.Search(q)
		if len(m) == 0 {
			t.Fatal("nothing found")
		}
		return m[0].Score
	}
	plain := score(watchlist.Query{})
	for _, c := range []struct {
		name string
		q    watchlist.Query
		more bool
	}{
		{"same year", watchlist.Query{Born: []string{"1968"}}, true},
		{"other year", watchlist.Query{Born: []string{"1971-05-03"}}, false},
		{"same country", watchlist.Query{Countries: []string{"Russia"}}, true},
		{"other country", watchlist.Query{Countries: []string{"Peru"}}, false},
	} {
		if got := score(c.q); got > plain != c.more {
			t.Errorf("%s: %.3f after %.3f", c.name, got, plain)
		}
	}
}

func TestSavedIndex(t *testing.T) {
	x := watchlist.Build(small(), source.List{Name: "other", Entries: small().Entries[:2]})
	path := filepath.Join(t.TempDir(), "lists.index")
	var b bytes.Buffer
	if n, err := x.WriteTo(&b); err != nil || n != int64(b.Len()) {
		t.Fatal(n, err)
	}
	open := func(data []byte) (*watchlist.Index, error) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return watchlist.Open(path)
	}
	y, err := open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"Ilja Marov", "North Star Shipping", "Grey Heron"} {
		if d := cmp.Diff(x.Search(watchlist.Query{Name: q}), y.Search(watchlist.Query{Name: q})); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff(x.Exact(q), y.Exact(q), cmp.AllowUnexported(watchlist.Match{})); d != "" {
			t.Error(d)
		}
	}
	if d := cmp.Diff(x.Lists(), y.Lists()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(x.Marks("IMO9123456"), y.Marks("IMO9123456")); d != "" || len(y.Marks("IMO9123456")) != 1 {
		t.Error(d)
	}
	for i := 0; i < b.Len(); i += max(1, b.Len()/200) {
		if _, err := open(b.Bytes()[:i]); !errors.Is(err, watchlist.ErrDamaged) {
			t.Fatalf("cut at %d: %v", i, err)
		}
		bad := bytes.Clone(b.Bytes())
		bad[i] ^= 4
		if _, err := open(bad); !errors.Is(err, watchlist.ErrDamaged) && !errors.Is(err, watchlist.ErrVersion) {
			t.Fatalf("altered at %d: %v", i, err)
		}
	}
	if _, err := watchlist.Open(path + "-none"); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestEmptyIndex(t *testing.T) {
	x := watchlist.Build()
	if h := x.Find(token.New("Ilya Marov"), nil); len(h) > 0 {
		t.Error(h)
	}
	if m := x.Search(watchlist.Query{Name: "Ilya Marov"}); len(m) > 0 {
		t.Error(m)
	}
}

// FuzzOpen opens altered indexes: they are refused or usable, never a panic.
func FuzzOpen(f *testing.F) {
	var b bytes.Buffer
	if _, err := watchlist.Build(small()).WriteTo(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("tagwlist"))
	path := filepath.Join(f.TempDir(), "lists")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		x, err := watchlist.Open(path)
		if err != nil {
			return
		}
		x.Find(token.New("Ilya Petrovich Marov"), nil)
		x.Search(watchlist.Query{Name: "Marov"})
	})
}

// FuzzCompare compares any two names: scores are probabilities and the order
// of the names makes no difference to words' partners.
func FuzzCompare(f *testing.F) {
	f.Add("KIM, Jong Un", "Kim Jong-un")
	f.Add("OOO Ромашка (Сочи)", "Romashka LLC")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, kind := range []source.Kind{source.Person, source.Organization, source.Vessel} {
			if s := watchlist.Compare(a, b, kind); !(s.Score >= 0 && s.Score <= 1) {
				t.Fatalf("%q %q: %v", a, b, s.Score)
			}
		}
	})
}
