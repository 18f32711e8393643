package lists

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tagwire/tagwire/internal/datadir"
	"github.com/tagwire/tagwire/internal/wholefile"
)

// DefaultKeep is how many versions of a list are kept.
const DefaultKeep = 5

// Folder is the folder of the lists. Its methods may be called by several
// processes: those that write take a lock, the others see one state or the
// next.
type Folder struct {
	Dir string
	// Keep is how many versions of a list are kept, DefaultKeep if zero.
	Keep int
	// Now is the clock; nil means time.Now.
	Now func() time.Time

	// step is told where a change stands; tests end the process there.
	step func(string)
}

// File is one file of a version.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
	// URL is where it was downloaded from, with the validators of the answer.
	URL          string `json:"url,omitempty"`
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Version is one state of a list.
type Version struct {
	Seq uint64 `json:"seq"`
	// Date is the publisher's (YYYY-MM-DD); where the list does not say it, the
	// file's.
	Date    string    `json:"date"`
	Taken   time.Time `json:"taken"`  // when it was downloaded or imported
	Source  string    `json:"source"` // an address or a file
	Files   []File    `json:"files"`
	Entries int       `json:"entries"`
	Names   int       `json:"names"`
}

// Held is what the folder holds of one list.
type Held struct {
	// Versions are those kept, the one in force last.
	Versions []Version `json:"versions"`
	// Asked is when the publisher was last asked, Confirmed when it last
	// answered with the version in force.
	Asked     time.Time `json:"asked,omitzero"`
	Confirmed time.Time `json:"confirmed,omitzero"`
	// Error is why the last update failed; empty if it did not.
	Error string `json:"error,omitempty"`
}

// Current is the version in force.
func (h *Held) Current() *Version { return &h.Versions[len(h.Versions)-1] }

// AsOf is the day on which the list was surely up to date: when its publisher
// last confirmed it, or, for an imported file, the list's own date.
func (h *Held) AsOf() time.Time {
	if !h.Confirmed.IsZero() {
		return h.Confirmed
	}
	v := h.Current()
	if t, err := time.Parse(time.DateOnly, v.Date); err == nil && t.Before(v.Taken) {
		return t
	}
	return v.Taken
}

// State is what a folder holds.
type State struct {
	Format int `json:"format"`
	// Seq is the highest number given to a version.
	Seq   uint64           `json:"seq"`
	Lists map[string]*Held `json:"lists"`
}

const stateFormat = 1

// ErrNewerFormat says that a newer tagwire wrote the folder.
var ErrNewerFormat = errors.New("written by a newer tagwire")

// Names lists the lists that have a version in force, sorted.
func (s *State) Names() []string {
	return slices.DeleteFunc(sortedNames(s), func(n string) bool { return len(s.Lists[n].Versions) == 0 })
}

// sortedNames are all lists of a state, also those that failed to come.
func sortedNames(s *State) []string { return slices.Sorted(maps.Keys(s.Lists)) }

func (f *Folder) path(elem ...string) string {
	return filepath.Join(append([]string{f.Dir}, elem...)...)
}

func (f *Folder) statePath() string { return f.path("state.json") }

func (f *Folder) now() time.Time {
	if f.Now != nil {
		return f.Now().UTC()
	}
	return time.Now().UTC()
}

func (f *Folder) at(step string) {
	if f.step != nil {
		f.step(step)
	}
}

// State reads what the folder holds; a folder that is missing holds nothing.
func (f *Folder) State() (*State, error) {
	s := &State{Format: stateFormat, Lists: make(map[string]*Held)}
	data, err := os.ReadFile(f.statePath())
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("%s: %w; remove the folder and update or import the lists again", f.statePath(), err)
	}
	if s.Format > stateFormat {
		return nil, fmt.Errorf("%s: %w (format %d, this one knows %d)", f.statePath(), ErrNewerFormat, s.Format, stateFormat)
	}
	return s, nil
}

// lock keeps other processes from changing the folder.
func (f *Folder) lock() (release func(), err error) {
	release, err = datadir.Lock(f.Dir)
	if errors.Is(err, datadir.ErrInUse) {
		err = fmt.Errorf("the lists are being changed by another process: %w", err)
	}
	return release, err
}

// save puts a state in force.
func (f *Folder) save(s *State) error {
	data, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	return replaceFile(f.statePath(), append(data, '\n'))
}

// versionDir is the folder of a version's files.
func (f *Folder) versionDir(list string, seq uint64) string {
	return f.path(list, strconv.FormatUint(seq, 10))
}

// tidy removes what no version needs: those that are no longer kept, and what
// a killed process left behind. It is called under the lock.
func (f *Folder) tidy(s *State) error {
	for name, h := range s.Lists {
		kept := make(map[string]bool)
		for _, v := range h.Versions {
			kept[strconv.FormatUint(v.Seq, 10)] = true
		}
		entries, err := os.ReadDir(f.path(name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, e := range entries {
			if !kept[e.Name()] {
				if err := os.RemoveAll(f.path(name, e.Name())); err != nil {
					return err
				}
			}
		}
	}
	staged, err := filepath.Glob(f.path("incoming-*"))
	if err != nil {
		return err
	}
	for _, dir := range staged {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

// replaceFile writes a file so that there is the old one or the new one.
func replaceFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return wholefile.Write(path, 0o644, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// listName says whether s may name a list, and so a folder.
func listName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
