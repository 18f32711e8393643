package digest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// renderJSON writes the digest as one indented object. The long lists come last
// and item by item: a large day's are tens of megabytes.
func renderJSON(w io.Writer, d *Digest) error {
	out := bufio.NewWriter(w)
	var item bytes.Buffer
	enc := json.NewEncoder(&item)
	enc.SetEscapeHTML(false)
	encode := func(prefix string, v any) ([]byte, error) {
		item.Reset()
		enc.SetIndent(prefix, " ")
		err := enc.Encode(v)
		return bytes.TrimSuffix(item.Bytes(), []byte("\n")), err
	}
	head, err := encode("", d.withoutLists())
	if err != nil {
		return err
	}
	out.Write(bytes.TrimSuffix(head, []byte("\n}"))) // errors stick until Flush
	for _, l := range d.lists() {
		if l.length == 0 {
			continue
		}
		fmt.Fprintf(out, ",\n %q: [", l.name)
		for i := range l.length {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString("\n  ")
			text, err := encode("  ", l.item(i))
			if err != nil {
				return err
			}
			out.Write(text)
		}
		out.WriteString("\n ]")
	}
	out.WriteString("\n}\n")
	return out.Flush()
}
