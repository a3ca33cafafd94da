package main

import (
	"k8s.io/apimachinery/pkg/api/meta"
	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	apipath "k8s.io/apimachinery/pkg/api/validation/path"
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
	create     func(internal runtime.Object) field.ErrorList
}

const (
	inNamespace     = true
	clusterWide     = false
	placeholderID   = types.UID("00000000-0000-4000-8000-000000000000")
	generatedSuffix = "aaaaa"
)

// rules follows the registry's order on create: fill in the system's metadata,
// prepare, validate; and only if that passes, validate the metadata in general.
func rules[T runtime.Object](namespaced bool, prepare func(T), validate func(T) field.ErrorList) kindRules {
	return kindRules{namespaced, func(internal runtime.Object) field.ErrorList {
		metadata, err := meta.Accessor(internal)
		if err != nil {
			return field.ErrorList{field.InternalError(field.NewPath("metadata"), err)}
		}
		fillMetadata(metadata)
		object := internal.(T)
		if prepare != nil {
			prepare(object)
		}
		if errors := validate(object); len(errors) > 0 {
			return errors
		}
		return metavalidation.ValidateObjectMetaAccessor(metadata, namespaced, apipath.ValidatePathSegmentName, field.NewPath("metadata"))
	}}
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
