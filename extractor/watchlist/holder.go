package watchlist

import "sync/atomic"

// Holder holds the index that is in force. Readers take it once for each
// article or query and keep using it; new lists replace it without anyone
// waiting. The zero Holder holds none. It is safe for concurrent use.
type Holder struct{ p atomic.Pointer[Index] }

// NewHolder returns a holder of x, which may be nil.
func NewHolder(x *Index) *Holder {
	h := new(Holder)
	h.p.Store(x)
	return h
}

// Index is the index in force, nil if there is none or h is nil.
func (h *Holder) Index() *Index {
	if h == nil {
		return nil
	}
	return h.p.Load()
}

// Swap puts x in force and returns what was before.
func (h *Holder) Swap(x *Index) *Index { return h.p.Swap(x) }
