package train

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/tagwire/tagwire/extractor/model"
)

// Vectors are words with a vector each, of length 1, most frequent words first.
type Vectors struct {
	Words []string
	Dim   int
	data  []float32
}

func (v *Vectors) at(i int) []float32 { return v.data[i*v.Dim:][:v.Dim] }

// ReadVectors reads the text format of GloVe, a word and its numbers in each
// line, up to most words.
func ReadVectors(r io.Reader, most int) (*Vectors, error) {
	v := &Vectors{}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan() && len(v.Words) < most; line++ {
		f := strings.Fields(in.Text())
		if v.Dim == 0 {
			v.Dim = len(f) - 1
		}
		if len(f) != v.Dim+1 || v.Dim < 2 {
			return nil, fmt.Errorf("line %d: want a word and %d numbers, have %d fields", line, v.Dim, len(f))
		}
		var square float64
		for _, s := range f[1:] {
			x, err := strconv.ParseFloat(s, 32)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
			v.data = append(v.data, float32(x))
			square += x * x
		}
		v.Words = append(v.Words, f[0])
		norm := float32(1 / math.Max(math.Sqrt(square), 1e-9))
		row := v.at(len(v.Words) - 1)
		for i := range row {
			row[i] *= norm
		}
	}
	return v, in.Err()
}

// Numbers of clusters of either grain, and rounds of k-means.
const (
	fineClusters   = 1023 // ids 1 to 1023; 0 is no cluster
	coarseClusters = 64
	clusterRounds  = 12
)

// ClusterWords groups words by their vectors: k-means on the sphere into fine
// clusters, then of their centres into coarse ones. The same vectors and seed
// give the same clusters.
func ClusterWords(ctx context.Context, v *Vectors, seed uint64) (map[string]model.Cluster, error) {
	fine, centres, err := kmeans(ctx, v, fineClusters, seed)
	if err != nil {
		return nil, err
	}
	coarse, _, err := kmeans(ctx, centres, coarseClusters, seed)
	if err != nil {
		return nil, err
	}
	out := make(map[string]model.Cluster, len(v.Words))
	for i, w := range v.Words {
		// The lexicon reads all digits as one and no full stops: numbers have no
		// cluster, and "us" is the pronoun's.
		if strings.ContainsAny(w, ".0123456789") {
			continue
		}
		out[w] = model.Cluster{Fine: uint16(fine[i] + 1), Coarse: uint8(coarse[fine[i]] + 1)}
	}
	return out, nil
}

func kmeans(ctx context.Context, v *Vectors, k int, seed uint64) ([]int, *Vectors, error) {
	n := len(v.data) / v.Dim
	k = min(k, n)
	rng := rand.New(rand.NewPCG(seed, 3))
	centres := &Vectors{Dim: v.Dim, data: make([]float32, k*v.Dim)}
	// Frequent words make better seeds than names met once.
	for c, i := range rng.Perm(min(n, 20*k))[:k] {
		copy(centres.at(c), v.at(i))
	}
	of := make([]int, n)
	for range clusterRounds {
		if err := assign(ctx, v, centres, of); err != nil {
			return nil, nil, err
		}
		clear(centres.data)
		for i, c := range of {
			dst := centres.at(c)
			for d, x := range v.at(i) {
				dst[d] += x
			}
		}
		for c := range k {
			normalize(centres.at(c))
		}
	}
	return of, centres, assign(ctx, v, centres, of)
}

func normalize(row []float32) {
	var square float64
	for _, x := range row {
		square += float64(x) * float64(x)
	}
	norm := float32(1 / math.Max(math.Sqrt(square), 1e-9))
	for i := range row {
		row[i] *= norm
	}
}

// assign finds the nearest centre of every vector.
func assign(ctx context.Context, v, centres *Vectors, of []int) error {
	g, ctx := errgroup.WithContext(ctx)
	n, k := len(of), len(centres.data)/centres.Dim
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		g.Go(func() error {
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				if i%1024 == 0 && ctx.Err() != nil {
					return ctx.Err()
				}
				best, arg := float32(-2), 0
				x := v.at(i)
				for c := range k {
					if s := dot(x, centres.at(c)); s > best {
						best, arg = s, c
					}
				}
				of[i] = arg
			}
			return nil
		})
	}
	return g.Wait()
}

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}

// WriteClusters writes words with their clusters, gzipped: word, fine, coarse,
// sorted by cluster and word.
func WriteClusters(w io.Writer, clusters map[string]model.Cluster) error {
	words := make([]string, 0, len(clusters))
	for word := range clusters {
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(clusters[a].Coarse, clusters[b].Coarse), cmp.Compare(clusters[a].Fine, clusters[b].Fine), cmp.Compare(a, b))
	})
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(z)
	for _, word := range words {
		fmt.Fprintf(out, "%s\t%d\t%d\n", word, clusters[word].Fine, clusters[word].Coarse)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return z.Close()
}

// ReadClusters reads what WriteClusters wrote.
func ReadClusters(path string) (map[string]model.Cluster, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := make(map[string]model.Cluster)
	in := bufio.NewScanner(z)
	for line := 1; in.Scan(); line++ {
		f := strings.Split(in.Text(), "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("%s: line %d: want word, fine, coarse; have %q", path, line, in.Text())
		}
		fine, err1 := strconv.ParseUint(f[1], 10, 16)
		coarse, err2 := strconv.ParseUint(f[2], 10, 8)
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("%s: line %d: no numbers of clusters in %q", path, line, in.Text())
		}
		out[f[0]] = model.Cluster{Fine: uint16(fine), Coarse: uint8(coarse)}
	}
	return out, in.Err()
}
