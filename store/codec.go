package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// A value is one byte that says how the payload is written, the payload's
// CRC-32C, and the payload.
const (
	plain      = 'p'
	compressed = 'z'

	sealSize = 5
	// compressFrom is the size from which zstd saves more than it costs; an
	// article's record shrinks to two fifths.
	compressFrom = 512
	// maxRecord bounds what a damaged length can make us allocate.
	maxRecord = 256 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// codec is the pair of zstd coders, made on first use; both are safe for
// concurrent use.
var codec = sync.OnceValues(func() (*zstd.Encoder, *zstd.Decoder) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // only for options out of range
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxRecord))
	if err != nil {
		panic(err)
	}
	return enc, dec
})

// seal wraps payload as a stored value, compressed if that pays.
func seal(payload []byte) []byte {
	if len(payload) < compressFrom {
		return sealPlain(payload)
	}
	enc, _ := codec()
	out := make([]byte, sealSize, sealSize+len(payload))
	out[0] = compressed
	return summed(enc.EncodeAll(payload, out))
}

// sealPlain wraps payload uncompressed: for what is read by the ten thousand.
func sealPlain(payload []byte) []byte {
	out := make([]byte, sealSize, sealSize+len(payload))
	out[0] = plain
	return summed(append(out, payload...))
}

func summed(v []byte) []byte {
	binary.BigEndian.PutUint32(v[1:], crc32.Checksum(v[sealSize:], castagnoli))
	return v
}

// unseal returns the payload of a stored value. A plain payload aliases v,
// which is only valid inside the transaction.
func unseal(v []byte) ([]byte, error) {
	if len(v) < sealSize {
		return nil, fmt.Errorf("%w: a record of %d bytes", ErrDamaged, len(v))
	}
	body := v[sealSize:]
	if crc32.Checksum(body, castagnoli) != binary.BigEndian.Uint32(v[1:]) {
		return nil, fmt.Errorf("%w: a record's checksum is wrong", ErrDamaged)
	}
	switch v[0] {
	case plain:
		return body, nil
	case compressed:
		_, dec := codec()
		out, err := dec.DecodeAll(body, nil)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		return out, nil
	}
	return nil, fmt.Errorf("%w: a record of unknown kind %q", ErrDamaged, v[0])
}

func sealJSON(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return seal(b), nil
}

func unsealJSON(v []byte, into any) error {
	b, err := unseal(v)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}
