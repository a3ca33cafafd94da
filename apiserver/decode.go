package main

import (
	"errors"
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/json"
)

// decode turns JSON into the versioned object that its apiVersion and kind name,
// strictly, as the server does for kubectl's default --validate=strict. There is
// no object where nothing can be validated; a kind that is not ours is not known.
// The header is what the object says of its kind, if whoever asks has read that.
func decode(raw []byte, header metav1.TypeMeta) (object runtime.Object, rules kindRules, problems []problem, known bool) {
	if header.Kind == "" || header.APIVersion == "" {
		if err := json.UnmarshalCaseSensitivePreserveInts(raw, &header); err != nil {
			return nil, rules, []problem{{Type: wrongType, Detail: err.Error()}}, true
		}
	}
	if header.Kind == "" || header.APIVersion == "" {
		return nil, rules, missingHeader(header), true
	}
	version, err := schema.ParseGroupVersion(header.APIVersion)
	if err != nil {
		return nil, rules, []problem{{"FieldValueInvalid", "apiVersion", header.APIVersion, err.Error()}}, true
	}
	kind := version.WithKind(header.Kind)
	rules, served := kinds[kind.GroupKind()]
	if !served || !scheme.Recognizes(kind) {
		problems, known := unserved(kind)
		return nil, rules, problems, known
	}
	object, err = scheme.New(kind)
	if err != nil {
		return nil, rules, []problem{{Type: internalError, Detail: err.Error()}}, true
	}
	strict, err := json.UnmarshalStrict(raw, object)
	if err != nil {
		return nil, rules, mistyped(raw, object, err), true
	}
	for _, err := range strict {
		problems = append(problems, strictProblem(err))
	}
	object.GetObjectKind().SetGroupVersionKind(kind)
	return object, rules, problems, true
}

func missingHeader(header metav1.TypeMeta) (problems []problem) {
	if header.APIVersion == "" {
		problems = append(problems, problem{Type: "FieldValueRequired", Field: "apiVersion"})
	}
	if header.Kind == "" {
		problems = append(problems, problem{Type: "FieldValueRequired", Field: "kind"})
	}
	return problems
}

func strictProblem(err error) problem {
	kind := unknownField
	if strings.HasPrefix(err.Error(), "duplicate field") {
		kind = duplicateField
	}
	var located json.FieldError
	if errors.As(err, &located) {
		return problem{Type: kind, Field: located.FieldPath(), Detail: err.Error()}
	}
	return problem{Type: kind, Detail: err.Error()}
}

func namespaceByDefault(object runtime.Object, namespaced bool) {
	accessor, err := meta.Accessor(object)
	switch {
	case err != nil:
	case !namespaced:
		// As the server does: a namespace on a cluster-scoped object is ignored.
		accessor.SetNamespace("")
	case accessor.GetNamespace() == "":
		accessor.SetNamespace(metav1.NamespaceDefault)
	}
}
