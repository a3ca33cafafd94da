// Package value refuses conversion to and from maps, which decoding does without.
// The real one brings json-iterator and a YAML parser for server-side apply.
package value

import (
	"encoding/json"
	"errors"
	"reflect"
)

type UnstructuredConverter interface {
	json.Marshaler
	ToUnstructured() any
}

type TypeReflectCacheEntry struct{}

var errNone = errors.New("unstructured objects are not part of this build")

func TypeReflectEntryOf(reflect.Type) *TypeReflectCacheEntry { return &TypeReflectCacheEntry{} }

func (TypeReflectCacheEntry) CanConvertToUnstructured() bool                      { return true }
func (TypeReflectCacheEntry) ToUnstructured(reflect.Value) (any, error)           { return nil, errNone }
func (TypeReflectCacheEntry) CanConvertFromUnstructured() bool                    { return true }
func (TypeReflectCacheEntry) FromUnstructured(reflect.Value, reflect.Value) error { return errNone }

func OmitZeroFunc(reflect.Type) func(reflect.Value) bool { return reflect.Value.IsZero }
