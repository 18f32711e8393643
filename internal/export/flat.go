package export

import (
	"encoding/csv"
	"io"
	"reflect"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"github.com/tagwire/tagwire/extractor/tagging"
)

type csvWriter struct {
	out    *csv.Writer
	headed bool
}

func newCSV(w io.Writer) writer { return &csvWriter{out: csv.NewWriter(w)} }

// columns are the names of a row's fields, as Parquet knows them.
func columns() []string {
	typ := reflect.TypeFor[row]()
	out := make([]string, typ.NumField())
	for i := range out {
		name := typ.Field(i).Tag.Get("parquet")
		for k, c := range name {
			if c == ',' {
				name = name[:k]
				break
			}
		}
		out[i] = name
	}
	return out
}

func (c *csvWriter) head() error {
	if c.headed {
		return nil
	}
	c.headed = true
	return c.out.Write(columns())
}

func (c *csvWriter) write(t *tagging.Tagging) error {
	if err := c.head(); err != nil {
		return err
	}
	for _, r := range rows(t) {
		err := c.out.Write([]string{
			r.Article, r.URL, r.Title, r.Site, r.Language, r.Published, r.Entity, r.Type, r.Name,
			strconv.FormatInt(r.Mentions, 10), strconv.FormatFloat(r.Confidence, 'f', -1, 64), strconv.FormatBool(r.Sanctioned),
			r.Action, r.Authority, r.Agency, r.Date, r.Evidence, r.Listed, r.Country, strconv.FormatBool(r.Paywalled),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *csvWriter) close() error {
	if err := c.head(); err != nil {
		return err
	}
	c.out.Flush()
	return c.out.Error()
}

type parquetWriter struct{ out *parquet.GenericWriter[row] }

// rowGroup bounds what the writer holds in memory.
const rowGroup = 50_000

func newParquet(w io.Writer) writer {
	return &parquetWriter{parquet.NewGenericWriter[row](w, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(rowGroup))}
}

func (p *parquetWriter) write(t *tagging.Tagging) error {
	_, err := p.out.Write(rows(t))
	return err
}

func (p *parquetWriter) close() error { return p.out.Close() }
