// Package direct refuses CBOR: manifests come as JSON, and only that.
package direct

import "errors"

var errNone = errors.New("CBOR is not part of this build")

func Marshal(any) ([]byte, error)     { return nil, errNone }
func Unmarshal([]byte, any) error     { return errNone }
func Diagnose([]byte) (string, error) { return "", errNone }
