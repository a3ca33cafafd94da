package main

import (
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/api/validate/content"
	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// kindRules is what the registry's strategy for a kind is to the API server.
// Those packages do not compile for WebAssembly, but what they call does.
type kindRules struct {
	namespaced bool
	create     func(internal runtime.Object, version schema.GroupVersion) field.ErrorList
}

const (
	inNamespace     = true
	clusterWide     = false
	placeholderID   = types.UID("00000000-0000-4000-8000-000000000000")
	generatedSuffix = "aaaaa"
)

// rules follows the registry's order on create: fill in the system's metadata,
// prepare, validate; only if that passes, validate the metadata in general; and
// then ask what is declared of the version's own fields.
func rules[T runtime.Object](namespaced bool, prepare func(T), validate func(T) field.ErrorList) kindRules {
	return kindRules{namespaced, func(internal runtime.Object, version schema.GroupVersion) field.ErrorList {
		metadata, err := meta.Accessor(internal)
		if err != nil {
			return field.ErrorList{field.InternalError(field.NewPath("metadata"), err)}
		}
		fillMetadata(metadata)
		object := internal.(T)
		if prepare != nil {
			prepare(object)
		}
		errors := validate(object)
		if len(errors) == 0 {
			errors = metavalidation.ValidateObjectMetaAccessor(metadata, namespaced, pathSegment, field.NewPath("metadata"))
		}
		return withDeclared(errors, internal, version)
	}}
}

func pathSegment(name string, prefix bool) []string {
	if prefix {
		return content.IsPathSegmentPrefix(name)
	}
	return content.IsPathSegmentName(name)
}

func fillMetadata(metadata metav1.Object) {
	metadata.SetUID(placeholderID)
	metadata.SetCreationTimestamp(metav1.Now())
	metadata.SetDeletionTimestamp(nil)
	metadata.SetDeletionGracePeriodSeconds(nil)
	metadata.SetSelfLink("")
	metadata.SetResourceVersion("")
	metadata.SetManagedFields(nil)
	if metadata.GetName() == "" && metadata.GetGenerateName() != "" {
		metadata.SetName(generatedName(metadata.GetGenerateName()))
	}
}

// generatedName has the length of the names that the server makes of a prefix.
func generatedName(prefix string) string {
	return prefix[:min(len(prefix), 63-len(generatedSuffix))] + generatedSuffix
}

func inGroup(group string, members map[string]kindRules) map[schema.GroupKind]kindRules {
	result := make(map[schema.GroupKind]kindRules, len(members))
	for kind, rules := range members {
		result[schema.GroupKind{Group: group, Kind: kind}] = rules
	}
	return result
}
