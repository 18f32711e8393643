package fetcher

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// acceptEncoding is what the client says it can undo.
const acceptEncoding = "gzip, br, zstd, deflate"

// maxEncodings bounds how many encodings may be stacked on one body.
const maxEncodings = 3

var errTooLarge = errors.New("too large")

// DecodeBody undoes a Content-Encoding header's encodings, as [Client.Get] does,
// for bodies of at most limit bytes.
func DecodeBody(body []byte, header string, limit int64) ([]byte, error) {
	return decodeBody(body, header, limit)
}

// decodeBody undoes a Content-Encoding header's encodings, last applied first.
// A body never grows beyond limit bytes, whatever it claims: what an archive
// bomb gets is one error.
func decodeBody(body []byte, header string, limit int64) ([]byte, error) {
	codings := strings.FieldsFunc(strings.ToLower(header), func(r rune) bool { return r == ',' || r == ' ' })
	if len(codings) > maxEncodings {
		return nil, fmt.Errorf("%d content encodings on one body", len(codings))
	}
	for i := len(codings) - 1; i >= 0; i-- {
		out, err := inflate(body, codings[i], limit)
		if err != nil {
			return nil, fmt.Errorf("content encoding %s: %w", codings[i], err)
		}
		body = out
	}
	return body, nil
}

func inflate(body []byte, coding string, limit int64) ([]byte, error) {
	if len(body) == 0 || coding == "identity" {
		return body, nil
	}
	r, err := openCoding(body, coding)
	if err != nil {
		return nil, err
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
	}
	return readLimited(r, limit)
}

func openCoding(body []byte, coding string) (io.Reader, error) {
	src := bytes.NewReader(body)
	switch coding {
	case "gzip", "x-gzip":
		if !isGzip(body) {
			// Servers that say gzip and send plain text are common enough.
			return src, nil
		}
		return gzip.NewReader(src)
	case "br":
		return brotli.NewReader(src), nil
	case "zstd":
		d, err := zstd.NewReader(src, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	case "deflate":
		// The standard means zlib; some servers send the bare stream.
		if z, err := zlib.NewReader(src); err == nil {
			return z, nil
		}
		return flate.NewReader(bytes.NewReader(body)), nil
	}
	return nil, errors.New("unknown coding")
}

func isGzip(b []byte) bool { return len(b) > 2 && b[0] == 0x1f && b[1] == 0x8b }

// readLimited reads r to its end, or fails with errTooLarge after limit bytes.
func readLimited(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("%w: over %d bytes", errTooLarge, limit)
	}
	return b, err
}
