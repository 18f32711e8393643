package story

// postings say which recent articles bear a feature, and how many.
type postings[K comparable] struct {
	keep  int
	lists map[K]*posting
}

// posting is how many of the recent articles bear a feature, and the last ones
// of them, oldest first.
type posting struct {
	count int
	seqs  []uint64
}

func newPostings[K comparable](keep int) postings[K] {
	return postings[K]{keep, make(map[K]*posting)}
}

// add notes an article and returns the posting of each of its features, which
// stays theirs until the article is dropped.
func (p postings[K]) add(seq uint64, features []K) []*posting {
	out := make([]*posting, len(features))
	for i, k := range features {
		l := p.lists[k]
		if l == nil {
			l = new(posting)
			p.lists[k] = l
		}
		l.count++
		if len(l.seqs) == p.keep {
			copy(l.seqs, l.seqs[1:])
			l.seqs = l.seqs[:p.keep-1]
		}
		l.seqs = append(l.seqs, seq)
		out[i] = l
	}
	return out
}

// drop takes an article back, the oldest of all.
func (p postings[K]) drop(seq uint64, features []K) {
	for _, k := range features {
		l := p.lists[k]
		if l.count--; l.count == 0 {
			delete(p.lists, k)
			continue
		}
		if l.seqs[0] == seq {
			l.seqs = l.seqs[1:]
		}
	}
}

// find returns the posting of each feature, nil where no recent article bears
// it.
func (p postings[K]) find(features []K) []*posting {
	out := make([]*posting, len(features))
	for i, k := range features {
		out[i] = p.lists[k]
	}
	return out
}
