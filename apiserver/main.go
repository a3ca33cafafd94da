//go:build wasip1

// The API server's own decoding, defaulting and validation, as a WebAssembly
// reactor: a host writes JSON lines into memory, and reads JSON lines back.
package main

import (
	"runtime"
	"runtime/debug"
	"unsafe"
)

// The host holds bare addresses, which the garbage collector cannot see: what
// they point at stays reachable from here.
var (
	inputs [][]byte
	output []byte
)

func init() {
	// A third less time, for some memory that is given back when synth ends.
	debug.SetGCPercent(400)
}

// alloc gives the host a buffer to write into, valid until validate returns.
//
//go:wasmexport alloc
func alloc(size uint32) uint32 {
	input := make([]byte, max(size, 1))
	inputs = append(inputs, input)
	return address(input)
}

// settle lets a build write down the initialized and warmed-up instance: what is
// garbage by then need not be shipped.
//
//go:wasmexport settle
func settle() {
	inputs, output = nil, nil
	runtime.GC()
	runtime.GC()
}

// validate answers each line at the address with one line. The result's address
// is the high half and its length the low half; it is valid until the next call.
//
//go:wasmexport validate
func validate(at uint32, length uint32) uint64 {
	output = judgeLines(unsafe.Slice((*byte)(unsafe.Pointer(uintptr(at))), int(length)))
	inputs = nil
	if len(output) == 0 {
		return 0
	}
	return uint64(address(output))<<32 | uint64(len(output))
}

func address(buffer []byte) uint32 {
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(buffer))))
}

func main() {}
