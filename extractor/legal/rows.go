package legal

// Row is one instrument that is known by name, with a sentence that cites it
// and one that does not.
type Row struct{ Path, Name, Example, Counter string }

// Rows lists the table of instruments.
func Rows() []Row {
	out := make([]Row, len(instruments))
	for i, r := range instruments {
		out[i] = Row{r.path, r.name, r.example, r.counter}
	}
	return out
}
