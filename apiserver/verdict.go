package main

import (
	"encoding/json"
	"fmt"
	"reflect"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// A request is one line of input. The object stays raw: parsing it into a map
// would lose the duplicate fields that strict decoding has to report. Who asks of
// many puts the object behind the request, and says its apiVersion and kind there.
type request struct {
	metav1.TypeMeta
	Version string          `json:"version"`
	Level   string          `json:"level"`
	Object  json.RawMessage `json:"object"`
}

type verdict struct {
	Status     string      `json:"status"`
	Errors     []problem   `json:"errors"`
	Violations []violation `json:"violations"`
}

// A problem is one refusal by the API server, at a path of the user's object.
type problem struct {
	Type   string `json:"type"`
	Field  string `json:"field"`
	Value  string `json:"value"`
	Detail string `json:"detail"`
}

// A violation is one Pod Security check that the pod or template at field fails.
type violation struct {
	Check  string `json:"check"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
	Field  string `json:"field"`
}

const (
	statusValid   = "valid"
	statusInvalid = "invalid"
	statusUnknown = "unknown"
)

// Kinds of strict decoding errors; validation's own kinds are field.ErrorType.
const (
	unknownField   = "FieldUnknown"
	duplicateField = "FieldDuplicate"
	wrongType      = "FieldTypeInvalid"
	internalError  = "Internal"
)

func unknown() verdict {
	return verdict{Status: statusUnknown, Errors: []problem{}, Violations: []violation{}}
}

// conclude reports each problem once: the server's general metadata validation
// repeats what the kind's own has said already.
func conclude(problems []problem, violations []violation) verdict {
	result := verdict{Status: statusValid, Errors: distinct(problems), Violations: distinct(violations)}
	if len(result.Errors) > 0 || len(result.Violations) > 0 {
		result.Status = statusInvalid
	}
	return result
}

func distinct[T comparable](items []T) []T {
	seen := make(map[T]bool, len(items))
	result := make([]T, 0, len(items))
	for _, item := range items {
		if !seen[item] {
			seen[item] = true
			result = append(result, item)
		}
	}
	return result
}

func problemsOf(errors field.ErrorList) []problem {
	problems := make([]problem, 0, len(errors))
	for _, err := range errors {
		problems = append(problems, problem{
			Type:   string(err.Type),
			Field:  err.Field,
			Value:  printed(err),
			Detail: err.Detail,
		})
	}
	return problems
}

// printed renders the refused value as the API server's message would, but bare:
// where that message has no value, or no readable one, neither have we.
func printed(err *field.Error) string {
	switch err.Type {
	case field.ErrorTypeRequired, field.ErrorTypeForbidden, field.ErrorTypeTooLong, field.ErrorTypeInternal:
		return ""
	}
	value := reflect.ValueOf(err.BadValue)
	for value.Kind() == reflect.Pointer && !value.IsNil() {
		value = value.Elem()
	}
	switch value.Kind() {
	case reflect.Invalid, reflect.Pointer:
		return ""
	case reflect.String:
		return value.String()
	case reflect.Bool, reflect.Int, reflect.Int32, reflect.Int64, reflect.Float32, reflect.Float64:
		return fmt.Sprint(value.Interface())
	}
	text, failed := json.Marshal(err.BadValue)
	if failed != nil {
		return ""
	}
	return string(text)
}
