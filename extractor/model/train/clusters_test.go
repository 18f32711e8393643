package train

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// twoHeaps are the vectors of two groups of words around two directions.
func twoHeaps() string {
	rng := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for i := range 40 {
		x, y := 1.0, 0.1
		name := "banker"
		if i%2 == 1 {
			x, y, name = 0.1, 1.0, "river"
		}
		fmt.Fprintf(&b, "%s%c %.4f %.4f\n", name, 'a'+rune(i/2), x+rng.Float64()/20, y+rng.Float64()/20)
	}
	b.WriteString("1990 1 0\nu.s. 0 1\n")
	return b.String()
}

func TestKmeansSeparatesHeaps(t *testing.T) {
	v, err := ReadVectors(strings.NewReader(twoHeaps()), 100)
	if err != nil {
		t.Fatal(err)
	}
	of, _, err := kmeans(context.Background(), v, 2, 5)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		if of[i] != of[i%2] || of[0] == of[1] {
			t.Fatalf("word %s is in group %d, with %v", v.Words[i], of[i], of[:2])
		}
	}
}

func TestClustersRoundTrip(t *testing.T) {
	v, err := ReadVectors(strings.NewReader(twoHeaps()), 100)
	if err != nil {
		t.Fatal(err)
	}
	a, err := ClusterWords(context.Background(), v, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := a["1990"]; ok || len(a) != 40 {
		t.Errorf("%d words have clusters, numbers among them: %v", len(a), ok)
	}
	var buf bytes.Buffer
	if err := WriteClusters(&buf, a); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "c.tsv.gz")
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := ReadClusters(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
}

func TestReadVectorsNamesTheLine(t *testing.T) {
	for in, want := range map[string]string{"a 1 2\nb 1\n": "line 2", "a 1 x\n": "line 1", "a 1\n": "line 1"} {
		if _, err := ReadVectors(strings.NewReader(in), 9); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one that names %s", in, err, want)
		}
	}
}
