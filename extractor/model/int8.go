package model

import "unsafe"

// asInt8 reads bytes as signed bytes without copying seven megabytes.
func asInt8(b []byte) []int8 {
	if len(b) == 0 {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), len(b))
}
