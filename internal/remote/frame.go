package remote

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The kinds of frames from holder to asker.
const (
	kindOut  = 'o'
	kindErr  = 'e'
	kindExit = 'x'

	acked   = 1
	refused = 0

	// maxFrame bounds a frame's payload.
	maxFrame = 64 << 10
)

func writeFrame(w io.Writer, kind byte, payload []byte) error {
	head := make([]byte, 5, 5+len(payload))
	head[0] = kind
	binary.BigEndian.PutUint32(head[1:], uint32(len(payload)))
	_, err := w.Write(append(head, payload...))
	return err
}

func readFrame(r io.Reader) (kind byte, payload []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > maxFrame {
		return 0, nil, fmt.Errorf("a frame of %d bytes", n)
	}
	payload = make([]byte, n)
	if _, err = io.ReadFull(r, payload); errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return head[0], payload, err
}
