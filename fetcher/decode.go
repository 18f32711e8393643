package fetcher

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
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

var (
	errTooLarge = errors.New("too large")
	errCutShort = errors.New("the body ended early")
)

// DecodeBody undoes a Content-Encoding header's encodings, as [Client.Get] does.
// The body never grows beyond limit bytes, whatever it claims.
func DecodeBody(body []byte, header string, limit int64) ([]byte, error) {
	r, err := openCodings(bytes.NewReader(body), header)
	if err != nil {
		return nil, err
	}
	return readLimited(r, limit)
}

// openCodings undoes a header's encodings, last applied first, as the bytes
// come: an archive bomb is stopped as soon as what it inflates to is too much.
func openCodings(src io.Reader, header string) (io.Reader, error) {
	codings := strings.FieldsFunc(strings.ToLower(header), func(r rune) bool { return r == ',' || r == ' ' })
	if len(codings) > maxEncodings {
		return nil, &Error{Reason: Encoding, Err: fmt.Errorf("%d content encodings on one body", len(codings))}
	}
	for i := len(codings) - 1; i >= 0; i-- {
		r, err := openCoding(bufio.NewReader(src), codings[i])
		if err != nil {
			return nil, &Error{Reason: Encoding, Err: fmt.Errorf("content encoding %s: %w", codings[i], err)}
		}
		src = r
	}
	return src, nil
}

func openCoding(src *bufio.Reader, coding string) (io.Reader, error) {
	head, err := src.Peek(2)
	if errors.Is(err, io.EOF) && len(head) == 0 {
		return src, nil // an empty body is empty in every encoding
	}
	switch coding {
	case "identity":
		return src, nil
	case "gzip", "x-gzip":
		if !isGzip(head) {
			// Servers that say gzip and send plain text are common enough.
			return src, nil
		}
		z, err := gzip.NewReader(src)
		return decoding{z}, err
	case "br":
		return decoding{brotli.NewReader(src)}, nil
	case "zstd":
		d, err := zstd.NewReader(src, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20))
		return decoding{d}, err
	case "deflate":
		// The standard means zlib; some servers send the bare stream.
		if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			z, err := zlib.NewReader(src)
			return decoding{z}, err
		}
		return decoding{flate.NewReader(src)}, nil
	}
	return nil, errors.New("unknown coding")
}

// decoding marks the errors of a decoder, so that they can be told from those
// of the connection below it.
type decoding struct{ r io.Reader }

func (d decoding) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	var ne net.Error
	if errors.Is(err, errTooLarge) || errors.Is(err, errTooSlow) || errors.Is(err, errCutShort) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || errors.As(err, &ne) {
		return n, err
	}
	return n, &Error{Reason: Encoding, Err: err}
}

func isGzip(b []byte) bool { return len(b) >= 2 && b[0] == 0x1f && b[1] == 0x8b }

// limitReader fails with errTooLarge after limit bytes.
type limitReader struct {
	r    io.Reader
	left int64
}

func (l *limitReader) Read(p []byte) (int, error) {
	n, err := l.r.Read(p[:min(int64(len(p)), l.left+1)])
	if l.left -= int64(n); l.left < 0 {
		return n, errTooLarge
	}
	return n, err
}

// readLimited reads r to its end, or fails with errTooLarge after limit bytes.
func readLimited(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("%w: over %d bytes", errTooLarge, limit)
	}
	return b, err
}
