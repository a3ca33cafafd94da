package main

import (
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/sets"
)

// unvalidated lists what the API server of this artifact serves, by default or
// when asked to, beside the kinds validated here: passed over, not refused.
var unvalidated = map[string]string{
	"v1":                        "Binding ComponentStatus Event",
	"autoscaling/v1":            "Scale",
	"policy/v1":                 "Eviction",
	"extensions/":               "",
	"events.k8s.io/v1":          "Event",
	"apiextensions.k8s.io/v1":   "CustomResourceDefinition",
	"apiregistration.k8s.io/v1": "APIService",
	"admissionregistration.k8s.io/v1": "MutatingWebhookConfiguration ValidatingWebhookConfiguration " +
		"ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding " +
		"MutatingAdmissionPolicy MutatingAdmissionPolicyBinding",
	"admissionregistration.k8s.io/v1beta1": "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding " +
		"MutatingAdmissionPolicy MutatingAdmissionPolicyBinding",
	"admissionregistration.k8s.io/v1alpha1": "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding " +
		"MutatingAdmissionPolicy MutatingAdmissionPolicyBinding",
	"authentication.k8s.io/v1": "SelfSubjectReview TokenRequest TokenReview",
	"authorization.k8s.io/v1": "LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview " +
		"SubjectAccessReview",
	"certificates.k8s.io/v1":               "CertificateSigningRequest ClusterTrustBundle PodCertificateRequest",
	"certificates.k8s.io/v1beta1":          "ClusterTrustBundle PodCertificateRequest",
	"certificates.k8s.io/v1alpha1":         "ClusterTrustBundle PodCertificateRequest",
	"coordination.k8s.io/v1beta1":          "LeaseCandidate",
	"coordination.k8s.io/v1alpha2":         "LeaseCandidate",
	"flowcontrol.apiserver.k8s.io/v1":      "FlowSchema PriorityLevelConfiguration",
	"flowcontrol.apiserver.k8s.io/v1beta3": "FlowSchema PriorityLevelConfiguration",
	"flowcontrol.apiserver.k8s.io/v1beta2": "FlowSchema PriorityLevelConfiguration",
	"internal.apiserver.k8s.io/v1alpha1":   "StorageVersion",
	"networking.k8s.io/v1beta1":            "IPAddress ServiceCIDR",
	"resource.k8s.io/v1":                   "DeviceTaintRule DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice",
	"resource.k8s.io/v1beta2":              "DeviceTaintRule DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice",
	"resource.k8s.io/v1beta1":              "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice",
	"resource.k8s.io/v1alpha3":             "DeviceTaintRule ResourcePoolStatusRequest",
	"scheduling.k8s.io/v1beta1":            "PodGroup Workload",
	"scheduling.k8s.io/v1alpha3":           "CompositePodGroup PodGroup Workload",
	"scheduling.k8s.io/v1alpha2":           "PodGroup Workload",
	"scheduling.k8s.io/v1alpha1":           "Workload",
	"storage.k8s.io/v1beta1":               "VolumeAttributesClass",
	"storage.k8s.io/v1alpha1":              "VolumeAttributesClass",
	"storagemigration.k8s.io/v1":           "StorageVersionMigration",
	"storagemigration.k8s.io/v1beta1":      "StorageVersionMigration",
	"storagemigration.k8s.io/v1alpha1":     "StorageVersionMigration",
}

// ownGroups are Kubernetes' own: of these, what is not served is a mistake.
var ownGroups, passedOver = readServed()

func readServed() (sets.Set[string], sets.Set[schema.GroupVersionKind]) {
	groups, kindsPassed := sets.New[string](), sets.New[schema.GroupVersionKind]()
	for kind := range kinds {
		groups.Insert(kind.Group)
	}
	for version, names := range unvalidated {
		parsed, _ := schema.ParseGroupVersion(version)
		groups.Insert(parsed.Group)
		for _, name := range strings.Fields(names) {
			kindsPassed.Insert(parsed.WithKind(name))
		}
	}
	return groups, kindsPassed
}

// unserved refuses what no server can serve: an unknown kind, or a version that
// is not there, in one of Kubernetes' own groups. Anything else may be a custom
// resource: it is passed over, as are lists, which the caller opens.
func unserved(kind schema.GroupVersionKind) ([]problem, bool) {
	if !ownGroups.Has(kind.Group) || passedOver.Has(kind) || strings.HasSuffix(kind.Kind, "List") {
		return nil, false
	}
	refused := problem{Type: "FieldValueNotSupported", Field: "kind", Value: kind.Kind}
	if _, elsewhere := kinds[kind.GroupKind()]; elsewhere || !scheme.IsVersionRegistered(kind.GroupVersion()) {
		refused.Field, refused.Value = "apiVersion", kind.GroupVersion().String()
	}
	refused.Detail = "no matches for kind \"" + kind.Kind + "\" in version \"" + kind.GroupVersion().String() + "\""
	return []problem{refused}, true
}
