package sanction_test

import (
	"testing"

	"github.com/tagwire/tagwire/extractor/sanction"
	"github.com/tagwire/tagwire/internal/gold"
)

// BenchmarkFind reads the annotated articles of train and dev.
func BenchmarkFind(b *testing.B) {
	articles, err := gold.Load("../../fixtures/gold")
	if err != nil {
		b.Skip(err)
	}
	var ins []sanction.Input
	tokens, bytes := 0, 0
	for i := range articles {
		if articles[i].Split == "test" {
			continue
		}
		in := oracle(&articles[i])
		ins = append(ins, in)
		tokens += len(in.Doc.Tokens)
		bytes += len(in.Doc.Text)
	}
	for _, in := range ins {
		sanction.Find(in) // loads what is loaded once
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		for _, in := range ins {
			sanction.Find(in)
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
