package lists

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/tagwire/tagwire/fetcher"
)

// Fetch says how lists are downloaded.
type Fetch struct {
	Client *fetcher.Client
	// Tries is how often an address is asked, at least once; Wait is the pause
	// before the second time, and doubles.
	Tries int
	Wait  time.Duration
	// AllowHTTP permits addresses without TLS, for a mirror of one's own.
	AllowHTTP bool
}

// ErrInsecure says that an address is not https.
var ErrInsecure = errors.New("lists are downloaded over https only")

// Update asks the publisher of a list and puts a new version in force. What is
// wrong with an answer leaves the list as it was; the error is also kept in the
// state.
func (f *Folder) Update(ctx context.Context, o Official, how Fetch, check Check) *Outcome {
	out := &Outcome{List: o.Name}
	release, err := f.lock()
	if err != nil {
		out.Err = err
		return out
	}
	defer release()
	done, err := f.update(ctx, o, how, check)
	if err != nil {
		out.Err = fmt.Errorf("%s: %w", o.Name, err)
		out.Err = errors.Join(out.Err, f.note(o.Name, func(h *Held) { h.Asked, h.Error = f.now(), err.Error() }))
		return out
	}
	now := f.now().Truncate(time.Second)
	done.Err = f.note(o.Name, func(h *Held) { h.Asked, h.Confirmed, h.Error = now, now, "" })
	return done
}

func (f *Folder) update(ctx context.Context, o Official, how Fetch, check Check) (*Outcome, error) {
	state, err := f.State()
	if err != nil {
		return nil, err
	}
	var current *Version
	if h := state.Lists[o.Name]; h != nil && len(h.Versions) > 0 {
		current = h.Current()
	}
	s, err := f.stage()
	if err != nil {
		return nil, err
	}
	defer s.discard()
	s.source = o.URLs[0]
	fresh := false
	for i, address := range o.URLs {
		had := f.held(o.Name, current, address, len(o.URLs))
		res, err := how.get(ctx, address, had)
		if err != nil {
			return nil, err
		}
		file := File{Name: fileName(o.Name, address), URL: address}
		if i > 0 && file.Name == s.files[0].Name {
			return nil, fmt.Errorf("%s: two of the list's addresses end in %s", address, file.Name)
		}
		if res.NotModified() {
			if had == nil {
				return nil, fmt.Errorf("%s: answered \"not modified\" to a request without conditions", address)
			}
			if err := f.reuse(s, o.Name, current, *had); err != nil {
				return nil, err
			}
			continue
		}
		fresh = true
		file.ETag, file.LastModified = res.Header.Get("ETag"), res.Header.Get("Last-Modified")
		modified, err := http.ParseTime(file.LastModified)
		if err != nil {
			modified = f.now()
		}
		if err := s.add(file, bytes.NewReader(res.Body), modified); err != nil {
			return nil, err
		}
	}
	if !fresh {
		return &Outcome{List: o.Name, Version: current}, nil
	}
	return f.put(s, o.Name, check)
}

// held is the file of the version in force that came from an address, if it
// is whole.
func (f *Folder) held(list string, v *Version, address string, files int) *File {
	if v == nil || len(v.Files) != files {
		return nil
	}
	for i := range v.Files {
		if file := &v.Files[i]; file.URL == address {
			info, err := os.Stat(filepath.Join(f.versionDir(list, v.Seq), file.Name))
			if err == nil && info.Size() == file.Size {
				return file
			}
		}
	}
	return nil
}

// reuse stages a file of the version in force.
func (f *Folder) reuse(s *staged, list string, v *Version, file File) error {
	r, err := os.Open(filepath.Join(f.versionDir(list, v.Seq), file.Name))
	if err != nil {
		return err
	}
	defer r.Close()
	info, err := r.Stat()
	if err != nil {
		return err
	}
	return s.add(file, r, info.ModTime())
}

// get asks for one file, again where that may help.
func (h *Fetch) get(ctx context.Context, address string, had *File) (*fetcher.Response, error) {
	if err := h.secure(address); err != nil {
		return nil, err
	}
	req := fetcher.Request{URL: address, Accept: "*/*"}
	if had != nil {
		req.ETag, req.LastModified = had.ETag, had.LastModified
	}
	wait := h.Wait
	for try := 1; ; try++ {
		res, err := h.Client.Get(ctx, req)
		if err == nil {
			if err := h.secure(res.FinalURL); err != nil {
				return nil, err
			}
			if !res.NotModified() && len(res.Body) == 0 {
				return nil, fmt.Errorf("%s: %w: the answer is empty", address, io.ErrUnexpectedEOF)
			}
			return res, nil
		}
		var failed *fetcher.Error
		if try >= h.Tries || !errors.As(err, &failed) || !failed.Temporary() {
			return nil, err
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			t.Stop()
			return nil, ctx.Err()
		case <-t.C:
		}
		wait *= 2
	}
}

func (h *Fetch) secure(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("list address: %w", err)
	}
	if u.Scheme != "https" && !h.AllowHTTP {
		return fmt.Errorf("%s: %w", address, ErrInsecure)
	}
	return nil
}

// note changes what is remembered of a list beside its versions.
func (f *Folder) note(list string, change func(*Held)) error {
	state, err := f.State()
	if err != nil {
		return err
	}
	if state.Lists[list] == nil {
		state.Lists[list] = new(Held)
	}
	change(state.Lists[list])
	return f.save(state)
}
