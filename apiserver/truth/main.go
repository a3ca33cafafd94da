// The verdicts of the API server's own registry strategies, built natively: what
// the WebAssembly, in which they do not compile, is held against. It reads and
// writes JSON lines as the WebAssembly does; see ../truth.mjs.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/util/version"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/capabilities"
)

type question struct {
	Version string          `json:"version"`
	Object  json.RawMessage `json:"object"`
}

// A verdict has no status: an object that nothing is said of is valid. The server
// stops after decoding if it finds something there; validation is asked all the same.
type verdict struct {
	Decoding   []problem `json:"decoding"`
	Validation []problem `json:"validation"`
	// Unserved is whether the server knows no such kind.
	Unserved bool `json:"unserved"`
}

type problem struct {
	Type  string `json:"type"`
	Field string `json:"field"`
}

func main() {
	// As the flag --allow-privileged, which every distribution sets.
	capabilities.Initialize(capabilities.Capabilities{AllowPrivileged: true})
	// It warns of gates that change after they were asked for, as they do here at each new target.
	quiet := flag.NewFlagSet("", flag.ExitOnError)
	klog.InitFlags(quiet)
	must(quiet.Parse([]string{"-logtostderr=false", "-stderrthreshold=FATAL"}))
	klog.SetOutput(io.Discard)
	input := bufio.NewReader(os.Stdin)
	encoder := json.NewEncoder(os.Stdout)
	decoder := json.NewDecoder(input)
	for decoder.More() {
		var asked question
		must(decoder.Decode(&asked))
		emulated, err := version.ParseGeneric(asked.Version)
		must(err)
		must(utilfeature.DefaultMutableFeatureGate.SetEmulationVersion(emulated))
		must(encoder.Encode(judge(asked.Object)))
	}
}

func judge(raw []byte) (result verdict) {
	object, kind, decoding, known := decode(raw)
	if !known {
		return verdict{Unserved: true}
	}
	result.Decoding = decoding
	if object != nil {
		result.Validation = create(object, kind)
	}
	return result
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
