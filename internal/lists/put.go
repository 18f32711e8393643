package lists

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
	"github.com/tagwire/tagwire/internal/wholefile"
)

// ErrShrink says that a new version has so many entries fewer than the old one
// that it is more likely cut short than true.
var ErrShrink = errors.New("implausible shrink")

// Check bounds what may replace a list.
type Check struct {
	// Shrink is the share of its entries, between 0 and 1, that a list may lose
	// from one version to the next.
	Shrink float64
	// Force permits more.
	Force bool
}

// DefaultShrink is the share of its entries that a list may lose.
const DefaultShrink = 0.2

// staged is a version that lies in a folder of its own and is not in force yet.
type staged struct {
	dir     string // removed by discard
	primary string // the path of the file that source reads
	files   []File
	source  string
}

// stage makes the folder for a version.
func (f *Folder) stage() (*staged, error) {
	if err := os.MkdirAll(f.Dir, 0o755); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(f.Dir, "incoming-")
	if err != nil {
		return nil, err
	}
	return &staged{dir: dir}, nil
}

func (s *staged) discard() { os.RemoveAll(s.dir) }

// add writes one of the version's files and dates it.
func (s *staged) add(file File, r io.Reader, modified time.Time) error {
	path := filepath.Join(s.dir, file.Name)
	w, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, sum), r)
	if err == nil {
		err = w.Sync()
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	if !modified.IsZero() {
		if err := os.Chtimes(path, time.Time{}, modified); err != nil {
			return err
		}
	}
	file.Size, file.SHA256 = n, hex.EncodeToString(sum.Sum(nil))
	s.files = append(s.files, file)
	if s.primary == "" {
		s.primary = path
	}
	return nil
}

// Outcome is what became of one list.
type Outcome struct {
	List string `json:"list"`
	// Version is the one in force afterwards; nil if there is none.
	Version *Version `json:"version,omitempty"`
	// New says that it was put in force now.
	New bool `json:"new"`
	// Changes is what it changed.
	Changes *Changes `json:"changes,omitempty"`
	Err     error    `json:"-"`
}

// put reads a staged version and puts it in force. want is the list that it
// has to be, empty for any. It is called under the lock.
func (f *Folder) put(s *staged, want string, check Check) (*Outcome, error) {
	list, err := source.ReadFile(s.primary)
	if err != nil {
		return nil, s.named(err)
	}
	if want != "" && list.Name != want {
		if Title(want) != want {
			return nil, fmt.Errorf("%s: this is the list %s, not %s", s.source, list.Name, want)
		}
		list.Name = want // one of the user's own, in a publisher's format
	}
	state, err := f.State()
	if err != nil {
		return nil, err
	}
	held := state.Lists[list.Name]
	if held == nil {
		held = new(Held)
		state.Lists[list.Name] = held
	}
	v := Version{
		Seq: state.Seq + 1, Date: list.Date, Taken: f.now().Truncate(time.Second), Source: s.source, Files: s.files,
		Entries: len(list.Entries), Names: countNames(list),
	}
	if v.Date == "" {
		if info, err := os.Stat(s.primary); err == nil {
			v.Date = info.ModTime().UTC().Format(time.DateOnly)
		}
	}
	change := &Changes{Seq: v.Seq, List: list.Name, Time: v.Taken, To: v.Date}
	if len(held.Versions) > 0 {
		now := held.Current()
		if sameFiles(now.Files, v.Files) {
			for i := range now.Files { // the validators may be newer
				now.Files[i].URL, now.Files[i].ETag, now.Files[i].LastModified = v.Files[i].URL, v.Files[i].ETag, v.Files[i].LastModified
			}
			return &Outcome{List: list.Name, Version: now}, f.save(state)
		}
		if lost := now.Entries - v.Entries; float64(lost) > check.Shrink*float64(now.Entries) && !check.Force {
			return nil, fmt.Errorf("%s: %w: %d entries where %s has %d; --force takes it all the same", s.source, ErrShrink, v.Entries, list.Name, now.Entries)
		}
		old, err := f.read(list.Name, now)
		if err != nil {
			return nil, fmt.Errorf("the version of %s in force: %w", list.Name, err)
		}
		change = Compare(old, list)
		change.Seq, change.Time, change.To = v.Seq, v.Taken, v.Date
	}
	return f.commit(state, held, v, change, s)
}

// commit moves a staged version to its place and puts it in force.
func (f *Folder) commit(state *State, held *Held, v Version, change *Changes, s *staged) (*Outcome, error) {
	f.at("staged")
	dir := f.versionDir(change.List, v.Seq)
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(dir); err != nil { // of a process that was killed
		return nil, err
	}
	if err := os.Rename(s.dir, dir); err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // it was a temporary folder
		return nil, err
	}
	if err := errors.Join(wholefile.SyncFolder(dir), wholefile.SyncFolder(filepath.Dir(dir))); err != nil {
		return nil, err
	}
	f.at("moved")
	if err := f.keepChanges(change); err != nil {
		return nil, err
	}
	f.at("noted")
	held.Versions = append(held.Versions, v)
	keep := f.Keep
	if keep <= 0 {
		keep = DefaultKeep
	}
	held.Versions = held.Versions[max(0, len(held.Versions)-keep):]
	held.Confirmed, held.Error = time.Time{}, ""
	state.Seq = v.Seq
	if err := f.save(state); err != nil {
		return nil, err
	}
	f.at("in force")
	return &Outcome{List: change.List, Version: &v, New: true, Changes: change}, f.tidy(state)
}

// named replaces the staging folder's path in an error by the source's name.
func (s *staged) named(err error) error {
	return &stagedError{err: err, dir: s.dir, source: s.source}
}

type stagedError struct {
	err         error
	dir, source string
}

func (e *stagedError) Error() string { return replaceDir(e.err.Error(), e.dir, e.source) }
func (e *stagedError) Unwrap() error { return e.err }

func sameFiles(a, b []File) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].SHA256 != b[i].SHA256 {
			return false
		}
	}
	return true
}

func countNames(l *source.List) int {
	n := 0
	for i := range l.Entries {
		n += len(l.Entries[i].Names)
	}
	return n
}

// read reads a version of a list.
func (f *Folder) read(list string, v *Version) (*source.List, error) {
	if len(v.Files) == 0 {
		return nil, fmt.Errorf("%s %d has no files", list, v.Seq)
	}
	l, err := source.ReadFile(filepath.Join(f.versionDir(list, v.Seq), v.Files[0].Name))
	if err != nil {
		return nil, err
	}
	l.Name, l.Date = list, v.Date
	return l, nil
}
