package lists

import (
	"fmt"
	"strings"
	"testing"

	ahocorasick "github.com/petar-dambovaliev/aho-corasick"

	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// texts are 300 texts of about 3,000 bytes with listed names put in.
func texts(l *source.List) (out []string, size int) {
	const filler = "The ministry said on Monday that talks would go on. Officials in the capital had met their neighbours twice since spring, and Maria Lund, who reported the meeting, heard of no result. "
	k := 0
	for range 300 {
		var b strings.Builder
		for b.Len() < 2900 {
			b.WriteString(filler)
			e := &l.Entries[k%len(l.Entries)]
			k += 37
			fmt.Fprintf(&b, "It named %s. ", e.Names[0].Text)
		}
		out = append(out, b.String())
		size += b.Len()
	}
	return out, size
}

// BenchmarkFind finds OFAC's names in news. tagwire gets the tokens that the
// extractor has in any case and folds them as it goes; the others get the text
// folded beforehand.
func BenchmarkFind(b *testing.B) {
	list := ofac(b)
	news, size := texts(&list)
	docs := make([]*token.Document, len(news))
	words := make([][]string, len(news))
	folded := make([]string, len(news))
	for i, t := range news {
		docs[i] = token.New(t)
		words[i] = watchlist.Fold(t)
		folded[i] = strings.Join(words[i], " ")
	}
	var names []string
	for i := range list.Entries {
		for _, n := range list.Entries[i].Names {
			if w := watchlist.Fold(n.Text); len(w) > 1 {
				names = append(names, strings.Join(w, " "))
			}
		}
	}
	b.Run("tagwire", func(b *testing.B) {
		x := watchlist.Build(list)
		hits := make([]watchlist.Hit, 0, 1000)
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			for _, d := range docs {
				hits = x.Find(d, hits[:0])
			}
		}
	})
	b.Run("map of word windows", func(b *testing.B) {
		known, longest := make(map[string]bool, len(names)), 0
		for _, n := range names {
			known[n] = true
			longest = max(longest, strings.Count(n, " ")+1)
		}
		longest = min(longest, 8)
		b.SetBytes(int64(size))
		b.ReportAllocs()
		found := 0
		for b.Loop() {
			for _, w := range words {
				for i := range w {
					for n := 2; n <= longest && i+n <= len(w); n++ {
						if known[strings.Join(w[i:i+n], " ")] {
							found++
						}
					}
				}
			}
		}
	})
	b.Run("Aho-Corasick", func(b *testing.B) {
		builder := ahocorasick.NewAhoCorasickBuilder(ahocorasick.Opts{MatchKind: ahocorasick.LeftMostLongestMatch, DFA: false})
		m := builder.Build(names)
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			for _, text := range folded {
				it := m.Iter(text)
				for it.Next() != nil {
				}
			}
		}
	})
}
