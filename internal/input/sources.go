package input

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// ErrNoInput says that an argument is neither an address nor a file.
var ErrNoInput = errors.New("neither an http(s) address nor an existing file or folder")

// Sort tells addresses from files among the arguments of run and fetch. An
// address whose path ends in .warc or .warc.gz is read like a file. A text
// file whose lines are all addresses is a list and stands for them; empty
// lines and lines that begin with "#" do not count.
func Sort(args []string) (addresses, files []string, err error) {
	for _, arg := range args {
		if isAddress(arg) && archived(arg) {
			files = append(files, arg)
			continue
		}
		if isAddress(arg) {
			addresses = append(addresses, arg)
			continue
		}
		if arg == "-" {
			files = append(files, arg)
			continue
		}
		info, err := os.Stat(arg)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, nil, fmt.Errorf("%s: %w", arg, ErrNoInput)
		case err != nil:
			return nil, nil, fmt.Errorf("read input: %w", err)
		}
		if list := listed(arg, info); len(list) > 0 {
			for _, a := range list {
				if archived(a) {
					files = append(files, a)
				} else {
					addresses = append(addresses, a)
				}
			}
		} else {
			files = append(files, arg)
		}
	}
	return addresses, files, nil
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// archived reports whether an address is that of a WARC file.
func archived(address string) bool {
	u, err := url.Parse(address)
	return err == nil && ContentType(u.Path) == "application/warc"
}

// maxList bounds a list's file.
const maxList = 16 << 20

// listed returns the addresses of a list, or nothing where the file is none.
func listed(path string, info os.FileInfo) []string {
	ext := strings.ToLower(filepath.Ext(path))
	if info.IsDir() || info.Size() > maxList || ext != ".txt" && ext != ".list" && ext != ".urls" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil // reading it as a document names the error
	}
	defer f.Close()
	var out []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if !isAddress(line) || strings.ContainsAny(line, " \t") {
			return nil
		}
		out = append(out, line)
	}
	return out
}
