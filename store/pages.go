package store

import bolt "go.etcd.io/bbolt"

// pagesHeld is how many lookups may add to the memory of the process before it
// lets go of the file's pages. Each lookup maps up to sixteen of them, and a
// digest makes tens of thousands, all over the file.
const pagesHeld = 2048

// lookedUp counts lookups and, now and then, takes the file's pages out of the
// process; they stay in the system's cache. Else a large store would be mapped
// whole in the end.
func (s *Store) lookedUp(tx *bolt.Tx, n int) {
	if s.lookups.Add(int64(n)) < pagesHeld {
		return
	}
	s.lookups.Store(0)
	releasePages(s.db.Info().Data, uintptr(tx.Size()))
}
