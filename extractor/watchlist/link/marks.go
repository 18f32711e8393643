package link

import (
	"crypto/sha256"
	"strings"

	"github.com/tagwire/tagwire/extractor/mention"
	"github.com/tagwire/tagwire/extractor/tagging"
	"github.com/tagwire/tagwire/extractor/token"
	"github.com/tagwire/tagwire/extractor/watchlist"
)

// Mark is the reference of a mention that carries an exact identifier: an IMO
// number ("IMO9123456"), an aircraft's registration ("EP-MNF") or a crypto
// address, as lists print them.
type Mark struct{ ID string }

// Identity makes mentions of one identifier one entity.
func (m *Mark) Identity() string { return m.ID }

// markScore is what an identifier is worth among the recognizers' candidates:
// its form and its check digits leave little doubt.
const markScore = 0.97

// Marks appends the exact identifiers in a text: IMO numbers with a right check
// digit, crypto addresses with a right checksum, aircraft registrations where
// the sentence speaks of aircraft. x, which may be nil, adds those that a list
// has.
func Marks(d *token.Document, x *watchlist.Index, dst []mention.Mention) []mention.Mention {
	for i := range d.Tokens {
		t := &d.Tokens[i]
		n := int(t.End - t.Start)
		w := d.Word(i)
		switch {
		case n >= 3 && n <= 10 && strings.HasPrefix(w, "IMO"):
			dst = imo(d, i, dst)
		case n >= 26 && n <= 106 && t.Kind <= token.Number && (validAddress(w) || listedMark(x, w)):
			dst = append(dst, mark(d, i, i+1, tagging.CryptoAddress, w))
		case n <= 2 && t.Case == token.Upper || n == 1 && t.Case == token.Title || n == 2 && t.Kind <= token.Number && w[0] >= 'A' && w[0] <= 'Z':
			dst = registration(d, i, x, dst)
		}
	}
	return dst
}

func mark(d *token.Document, first, last int, t tagging.Type, id string) mention.Mention {
	return mention.Mention{Span: d.Span(first, last), First: first, Last: last, Type: t, Score: markScore, Source: "watchlist", Ref: &Mark{id}}
}

func listedMark(x *watchlist.Index, id string) bool { return x != nil && len(x.Marks(id)) > 0 }

// imo reads "IMO 9123456", "IMO: 9123456", "IMO number 9123456" and
// "IMO9123456", and takes the ship's name that stands before the brackets it is
// in.
func imo(d *token.Document, i int, dst []mention.Mention) []mention.Mention {
	w, last := d.Word(i), i+1
	number := strings.TrimPrefix(w, "IMO")
	for k := 0; number == "" && k < 3 && last < len(d.Tokens); k++ {
		switch v := d.Word(last); {
		case d.Tokens[last].Kind == token.Number:
			number = v
		case v == ":" || v == "#" || v == "." || v == "No." || v == "no." || v == "No" || strings.EqualFold(v, "number"):
		default:
			return dst
		}
		last++
	}
	if !validIMO(number) {
		return dst
	}
	id := "IMO" + number
	dst = append(dst, mark(d, i, last, tagging.Vessel, id))
	// "Grey Heron (IMO …", "Grey Heron, IMO …", "(Grey Heron, flagged …".
	end := i - 1
	for end > 0 && (d.Word(end) == "," || d.Word(end) == "(") {
		end--
	}
	if end++; end == i {
		return dst
	}
	first := end
	for first > 0 && end-first < 5 && nameWord(d, first-1) && d.Tokens[first-1].Sentence == d.Tokens[i].Sentence {
		first--
	}
	for first < end && (shipPrefix(d.Word(first)) || len(d.Word(first)) == 1) { // "M/T" is three tokens
		first++
	}
	if first < end && d.Tokens[first].Kind == token.Word {
		dst = append(dst, mark(d, first, end, tagging.Vessel, id))
	}
	return dst
}

func nameWord(d *token.Document, i int) bool {
	t := &d.Tokens[i]
	return t.Case == token.Upper || t.Case == token.Title || t.Kind == token.Number
}

// shipPrefix reports whether a word stands before ships' names.
func shipPrefix(w string) bool {
	switch w {
	case "M/V", "MV", "M/T", "MT", "The", "Vessel", "Tanker", "Motor", "Ship":
		return true
	}
	return false
}

// validIMO checks the seven digits: the last is the last digit of the sum of
// the others times 7 to 2.
func validIMO(s string) bool {
	if len(s) != 7 {
		return false
	}
	sum := 0
	for i := range 7 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		if i < 6 {
			sum += int(s[i]-'0') * (7 - i)
		}
	}
	return sum%10 == int(s[6]-'0')
}

// registration reads "EP-MNF" at its first token.
func registration(d *token.Document, i int, x *watchlist.Index, dst []mention.Mention) []mention.Mention {
	if i+2 >= len(d.Tokens) || d.Word(i+1) != "-" || d.Tokens[i+1].Space || d.Tokens[i+2].Space {
		return dst
	}
	tail := d.Word(i + 2)
	if len(tail) < 3 || len(tail) > 5 {
		return dst
	}
	for k := range len(tail) {
		if c := tail[k]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return dst
		}
	}
	id := d.Word(i) + "-" + tail
	if listedMark(x, id) || aboutAircraft(d, int(d.Tokens[i].Sentence)) {
		dst = append(dst, mark(d, i, i+3, tagging.Aircraft, id))
	}
	return dst
}

// aboutAircraft reports whether a sentence names an aircraft or its
// registration.
func aboutAircraft(d *token.Document, sentence int) bool {
	s := d.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		switch strings.ToLower(d.Word(i)) {
		case "aircraft", "airplane", "aeroplane", "jet", "helicopter", "airliner", "tail", "airbus", "boeing", "gulfstream", "embraer", "bombardier", "registration", "ilyushin", "antonov", "tupolev":
			return true
		}
	}
	return false
}

// validAddress checks the forms and checksums of crypto addresses: Base58Check
// (Bitcoin, Tron, Litecoin, Dash, Zcash), Bech32 (Bitcoin, Litecoin) and
// Ethereum's forty hexadecimal digits.
func validAddress(w string) bool {
	switch {
	case len(w) == 42 && (w[:2] == "0x" || w[:2] == "0X"):
		return isHex(w[2:])
	case strings.HasPrefix(w, "bc1"), strings.HasPrefix(w, "ltc1"):
		return bech32(w)
	case len(w) >= 26 && len(w) <= 36 && strings.IndexByte("13TLMXt", w[0]) >= 0:
		return base58Check(w)
	}
	return false
}

func isHex(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

const base58Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// base58Check decodes base 58 and compares the last four bytes with the double
// SHA-256 of the rest.
func base58Check(s string) bool {
	var n [32]byte
	for i := range len(s) {
		carry := strings.IndexByte(base58Digits, s[i])
		if carry < 0 {
			return false
		}
		for k := len(n) - 1; k >= 0; k-- {
			carry += int(n[k]) * 58
			n[k] = byte(carry)
			carry >>= 8
		}
		if carry != 0 {
			return false
		}
	}
	zeros := 0
	for zeros < len(s) && s[zeros] == '1' {
		zeros++
	}
	start := 0
	for start < len(n) && n[start] == 0 {
		start++
	}
	b := append(make([]byte, zeros), n[start:]...)
	if len(b) < 25 {
		return false
	}
	body, sum := b[:len(b)-4], b[len(b)-4:]
	once := sha256.Sum256(body)
	twice := sha256.Sum256(once[:])
	return string(twice[:4]) == string(sum)
}

const bech32Digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32 checks the polynomial of a Bech32 or Bech32m string (BIP 173, 350).
func bech32(s string) bool {
	prefix, data, ok := strings.Cut(s, "1")
	if !ok || len(data) < 6 {
		return false
	}
	sum := uint32(1)
	step := func(v uint32) {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ v
		for i, g := range [...]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 != 0 {
				sum ^= g
			}
		}
	}
	for i := range len(prefix) {
		step(uint32(prefix[i]) >> 5)
	}
	step(0)
	for i := range len(prefix) {
		step(uint32(prefix[i]) & 31)
	}
	for i := range len(data) {
		v := strings.IndexByte(bech32Digits, data[i])
		if v < 0 {
			return false
		}
		step(uint32(v))
	}
	return sum == 1 || sum == 0x2bc830a3
}
