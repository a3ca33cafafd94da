package main

import (
	gojson "encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/json"
)

// mistyped finds where JSON does not fit the type. The decoder stops at the first
// such place, gives its path without indexes, and none at all inside a quantity
// or a time; so the value and the type are walked side by side.
func mistyped(raw []byte, object any, cause error) []problem {
	problems := locate(raw, reflect.TypeOf(object).Elem(), "")
	if len(problems) == 0 {
		return []problem{{Type: wrongType, Detail: cause.Error()}}
	}
	return problems
}

func locate(raw []byte, kind reflect.Type, path string) (problems []problem) {
	target := reflect.New(kind)
	cause := json.UnmarshalCaseSensitivePreserveInts(raw, target.Interface())
	if cause == nil {
		return nil
	}
	_, whole := target.Interface().(gojson.Unmarshaler)
	for kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	if !whole {
		problems = locateInside(raw, kind, path)
	}
	if len(problems) == 0 {
		problems = []problem{{wrongType, path, shortened(raw), expectation(kind, cause)}}
	}
	return problems
}

func locateInside(raw []byte, kind reflect.Type, path string) (problems []problem) {
	switch kind.Kind() {
	case reflect.Struct, reflect.Map:
		var fields map[string]gojson.RawMessage
		if gojson.Unmarshal(raw, &fields) != nil {
			return nil
		}
		for _, name := range sortedKeys(fields) {
			inner, at := kind, path+"["+name+"]"
			if kind.Kind() == reflect.Struct {
				inner, at = fieldType(kind, name), strings.TrimPrefix(path+"."+name, ".")
			} else {
				inner = kind.Elem()
			}
			if inner != nil {
				problems = append(problems, locate(fields[name], inner, at)...)
			}
		}
	case reflect.Slice:
		var items []gojson.RawMessage
		if gojson.Unmarshal(raw, &items) != nil {
			return nil
		}
		for i, item := range items {
			problems = append(problems, locate(item, kind.Elem(), fmt.Sprintf("%s[%d]", path, i))...)
		}
	}
	return problems
}

// fieldType finds the field of a struct, or of one that it embeds, by JSON name.
func fieldType(kind reflect.Type, name string) reflect.Type {
	for i := range kind.NumField() {
		member := kind.Field(i)
		tag, _, _ := strings.Cut(member.Tag.Get("json"), ",")
		if tag == name && name != "" {
			return member.Type
		}
		if tag == "" && member.Anonymous && member.Type.Kind() == reflect.Struct {
			if inner := fieldType(member.Type, name); inner != nil {
				return inner
			}
		}
	}
	return nil
}

func expectation(kind reflect.Type, cause error) string {
	names := map[reflect.Kind]string{
		reflect.Bool: "a boolean", reflect.String: "a string", reflect.Slice: "a list",
		reflect.Struct: "an object", reflect.Map: "an object",
		reflect.Int32: "an integer of 32 bits", reflect.Int64: "an integer of 64 bits",
	}
	if name, plain := names[kind.Kind()]; plain && strings.Contains(cause.Error(), "cannot unmarshal") {
		return "must be " + name
	}
	return cause.Error()
}

func shortened(raw []byte) string {
	var text string
	if gojson.Unmarshal(raw, &text) == nil {
		return text
	}
	if len(raw) > 200 {
		return string(raw[:200]) + "…"
	}
	return string(raw)
}

func sortedKeys[T any](items map[string]T) []string {
	keys := make([]string, 0, len(items))
	for key := range items {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
