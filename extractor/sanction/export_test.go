package sanction

// Row is a trigger's name with its texts, for the tests of the package.
type Row struct{ Name, Example, Counter string }

// Rows returns the trigger table for tests.
func Rows() []Row {
	var out []Row
	for _, t := range table {
		out = append(out, Row{t.lemma, t.example, t.counter})
	}
	return out
}
