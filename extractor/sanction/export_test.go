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

// Evidence returns for each entity the evidence that it is a target, nil
// where there is none, and the names of its signs.
func Evidence(in Input, masked bool) ([][]float64, []string) {
	if in.Doc == nil || len(in.Doc.Sentences) == 0 || len(in.Entities) == 0 {
		return nil, signNames[:]
	}
	f := newFinder(in)
	for s := range in.Doc.Sentences {
		f.read(s)
	}
	f.count()
	f.masked = masked
	ev := f.evidence()
	out := make([][]float64, len(ev))
	for i := range ev {
		if ev[i] != nil {
			out[i] = ev[i][:]
		}
	}
	return out, signNames[:]
}

// Claim is an event with what its confidence rests on.
type Claim struct {
	Event
	Grounds []float64
}

// Claims returns the events of in with their grounds, and the grounds' names.
func Claims(in Input) ([]Claim, []string) {
	if in.Doc == nil || len(in.Doc.Sentences) == 0 || len(in.Entities) == 0 {
		return nil, groundNames[:]
	}
	f := newFinder(in)
	for s := range in.Doc.Sentences {
		f.read(s)
	}
	f.count()
	f.weigh()
	f.carry()
	var out []Claim
	for _, ev := range f.settle() {
		x := f.surety(&ev)
		out = append(out, Claim{ev, x[:]})
	}
	return out, groundNames[:]
}
