package model

import "unicode"

func wideKind(r rune) byte {
	switch {
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLower(r):
		return 'x'
	case unicode.IsLetter(r):
		return 'a'
	case unicode.IsDigit(r):
		return '0'
	}
	return '-'
}

// numTemplates is the number of features of a token. From firstLexical on they
// name words: training drops more of those, so that the model does not lean on
// words that it will not meet again.
const (
	numTemplates = 68
	firstLexical = 36
)

// place hashes template k with a value: the bucket in the high bits, the
// fingerprint, never 0, in the low ones.
func place(k int, v uint64) uint32 {
	h := (v + uint64(k)*0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	fp := uint32(h>>8) & (1<<printBits - 1)
	return uint32(h>>(64-bucketBits))<<printBits | max(fp, 1)
}

// at is the attribute of the token at i within [first, last), or nil.
func at(attrs []attr, i, first, last int) *attr {
	if i < first || i >= last {
		return &beyond
	}
	return &attrs[i]
}

// beyond stands for tokens outside the sentence.
var beyond = attr{word: edge, shape: edge}

// features writes the places of token i's features.
func features(attrs []attr, i, first, last int, out *[numTemplates]uint32) {
	a := &attrs[i]
	p, n := at(attrs, i-1, first, last), at(attrs, i+1, first, last)
	pp, nn := at(attrs, i-2, first, last), at(attrs, i+2, first, last)
	flags := uint64(a.flags)
	k := 0
	put := func(v uint64) {
		out[k] = place(k, v)
		k++
	}
	// Shapes, classes, clues: what any name of its kind shows.
	put(a.shape)
	put(a.shape ^ flags<<7)
	put(p.shape ^ a.shape*3)
	put(a.shape ^ n.shape*3)
	put(p.shape ^ a.shape*3 ^ n.shape*7)
	put(pp.shape ^ p.shape*3 ^ a.shape*7)
	put(a.shape ^ n.shape*3 ^ nn.shape*7)
	put(uint64(a.class)<<16 | flags)
	put(uint64(a.class) | uint64(p.class)<<16)
	put(uint64(a.class) | uint64(n.class)<<16)
	put(uint64(a.class) | uint64(p.class)<<16 | uint64(n.class)<<32 | 1<<60)
	put(uint64(pp.class) | uint64(p.class)<<16 | a.shape<<32)
	put(uint64(n.class) | uint64(nn.class)<<16 | a.shape<<32)
	put(uint64(a.clue) | uint64(a.class)<<16)
	put(uint64(a.clue&(clueGivenBefore|clueTitleBefore|clueSpeech|cluePersonRun|clueFamilyAfter)) | uint64(a.flags)<<16)
	put(uint64(a.clue&(clueLegalAfter|clueOrgAfter|clueOrgRun|clueBrackets|clueInBefore)) | uint64(a.flags)<<16)
	put(uint64(a.clue&(clueLower|clueInside)) | uint64(a.flags)<<16 | a.shape<<32)
	put(uint64(a.runLen)<<8 | uint64(a.runAt) | uint64(a.runClass)<<16)
	put(uint64(a.runLen)<<8 | uint64(a.runAt) | uint64(a.beforeClass)<<16 | uint64(a.afClass)<<32)
	put(uint64(p.clue) | uint64(a.clue)<<16 | uint64(n.clue)<<32)
	// Clusters: what words like this one show.
	put(uint64(a.group.Fine))
	put(uint64(a.group.Fine)<<16 ^ a.shape*3)
	put(uint64(p.group.Fine))
	put(uint64(n.group.Fine))
	put(uint64(p.group.Fine)<<16 | uint64(a.group.Fine))
	put(uint64(a.group.Fine)<<16 | uint64(n.group.Fine))
	put(uint64(p.group.Coarse)<<16 | uint64(a.group.Coarse)<<8 | uint64(n.group.Coarse))
	put(uint64(pp.group.Coarse)<<16 | uint64(p.group.Coarse)<<8 | uint64(a.group.Coarse) | 1<<40)
	put(uint64(n.group.Coarse)<<16 | uint64(nn.group.Coarse)<<8 | uint64(a.group.Coarse) | 1<<41)
	put(uint64(p.group.Fine)<<16 ^ a.shape*5)
	put(uint64(n.group.Fine)<<16 ^ a.shape*7)
	put(uint64(pp.group.Fine)<<16 | uint64(p.group.Coarse))
	put(uint64(a.beforeGroup.Fine)<<16 | uint64(min(a.runAt, 3)))
	put(uint64(a.afGroup.Fine)<<16 | uint64(min(a.runLen-a.runAt, 3)))
	put(uint64(a.firstGroup.Fine)<<16 | uint64(min(a.runAt, 3)) | 1<<40)
	put(uint64(a.lastGroup.Fine)<<16 | uint64(min(a.runLen-a.runAt, 3)) | 1<<41)
	// Words.
	put(a.word)
	put(a.word ^ a.shape*5)
	put(p.word)
	put(n.word)
	put(pp.word)
	put(nn.word)
	put(p.word*3 ^ a.word)
	put(a.word*3 ^ n.word)
	put(p.word*3 ^ n.word*5)
	put(p.word*3 ^ a.shape)
	put(n.word*3 ^ a.shape)
	put(pp.word*3 ^ p.word*5)
	put(n.word*3 ^ nn.word*5)
	put(a.pre[0] ^ a.shape*3)
	put(a.pre[1])
	put(a.pre[2])
	put(a.suf[0] ^ a.shape*3)
	put(a.suf[1])
	put(a.suf[2])
	put(a.suf[3])
	put(p.suf[2] ^ a.shape*3)
	put(n.suf[2] ^ a.shape*3)
	put(p.suf[1] ^ a.suf[1]*3)
	put(a.suf[1] ^ n.suf[1]*3)
	put(a.runFirst ^ uint64(a.runAt)*5)
	put(a.runLast ^ uint64(a.runLen-a.runAt)*5)
	put(a.runBefore ^ uint64(a.runAt)*5)
	put(a.runAfter ^ uint64(a.runLen-a.runAt)*5)
	put(a.runBefore*3 ^ a.runAfter*5 ^ uint64(a.runLen))
	put(a.runLast*3 ^ a.runAfter*5)
	put(a.word ^ uint64(p.class)*0x9e37)
	put(a.word ^ uint64(n.class)*0x9e37)
}
