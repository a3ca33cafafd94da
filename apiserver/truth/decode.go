package main

import (
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"

	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/coordination/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/discovery/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/node/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
)

// decode is what the create handler does with a body and fieldValidation=Strict:
// decode strictly, default, convert to the internal version.
func decode(raw []byte) (object runtime.Object, kind schema.GroupVersionKind, problems []problem, known bool) {
	info, _ := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeJSON)
	internal := schema.GroupVersions(legacyscheme.Scheme.PrioritizedVersionsAllGroups())
	for i := range internal {
		internal[i].Version = runtime.APIVersionInternal
	}
	object, found, err := legacyscheme.Codecs.DecoderToVersion(info.StrictSerializer, internal).Decode(raw, nil, nil)
	if found != nil {
		kind = *found
	}
	if strict, ok := runtime.AsStrictDecodingError(err); ok && !isBeta(kind) {
		for _, err := range strict.Errors() {
			problems = append(problems, strictProblem(err))
		}
		return object, kind, problems, true
	}
	switch {
	case runtime.IsNotRegisteredError(err):
		return nil, kind, nil, false
	case isBeta(kind):
		return nil, kind, nil, false
	case runtime.IsMissingKind(err):
		return nil, kind, []problem{{"FieldValueRequired", "kind"}}, true
	case runtime.IsMissingVersion(err):
		return nil, kind, []problem{{"FieldValueRequired", "apiVersion"}}, true
	case err != nil && strings.HasPrefix(err.Error(), "unexpected GroupVersion string"):
		return nil, kind, []problem{{"FieldValueInvalid", "apiVersion"}}, true
	case err != nil:
		return nil, kind, []problem{{"FieldTypeInvalid", mistyped(err)}}, true
	}
	return object, kind, nil, true
}

// isBeta finds what the scheme still knows, though no server since 1.28 serves a
// beta of these kinds unless told to.
func isBeta(kind schema.GroupVersionKind) bool {
	return strings.Contains(kind.Version, "beta")
}

var quoted = regexp.MustCompile(`^(unknown|duplicate) field "(.*)"$`)

func strictProblem(err error) problem {
	found := quoted.FindStringSubmatch(err.Error())
	if found == nil {
		return problem{"FieldUnknown", err.Error()}
	}
	return problem{map[string]string{"unknown": "FieldUnknown", "duplicate": "FieldDuplicate"}[found[1]], found[2]}
}

var goField = regexp.MustCompile(`into Go struct field \w+\.(\S+) of type`)

// mistyped finds the path in the JSON decoder's message, which leaves out indexes
// and keys; a quantity or a time names no path at all.
func mistyped(err error) string {
	if found := goField.FindStringSubmatch(err.Error()); found != nil {
		return strings.TrimPrefix(found[1], ".")
	}
	return ""
}
