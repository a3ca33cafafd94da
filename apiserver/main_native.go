//go:build !wasip1

package main

import (
	"fmt"
	"io"
	"os"
)

// Outside WebAssembly the same judgement is a filter from stdin to stdout, so
// that it can be compared with the unchanged modules and profiled natively.
func main() {
	lines, err := io.ReadAll(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout.Write(judgeLines(lines))
}
