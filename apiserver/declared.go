package main

import (
	"context"

	declaration "k8s.io/apimachinery/pkg/api/validate"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	apifeatures "k8s.io/apiserver/pkg/features"
	nodevalidation "k8s.io/kubernetes/pkg/apis/node/validation"
	"k8s.io/kubernetes/pkg/features"
)

// withDeclared adds to what is said by hand what the API types declare, which takes
// the place of some of it: rest.ValidateCreate, whose package does not compile here.
func withDeclared(said field.ErrorList, internal runtime.Object, version schema.GroupVersion) field.ErrorList {
	object, err := scheme.ConvertToVersion(internal, version)
	if err != nil {
		return append(said, field.InternalError(nil, err))
	}
	ctx, beta := context.Background(), enabled(apifeatures.DeclarativeValidationBeta)
	declared := declaration.FilterEnforcedDeclarativeErrors(ctx, scheme.Validate(ctx, declaredOptions(), object), beta)
	// Only RuntimeClass needs such rules; no other kind has the fields that they name.
	said = declaration.FilterCoveredHandwrittenErrors(ctx, said.MarkFromImperative(), declared, beta, nodevalidation.NodeNormalizationRules...)
	return append(said, declared...)
}

// declaredOptions are those of every strategy at once: a declaration that asks for one
// that is not there is an internal error, and one that is not asked for does no harm.
func declaredOptions() map[string]bool {
	return map[string]bool{
		string(features.HPAScaleToZero):                               enabled(features.HPAScaleToZero),
		string(features.InPlacePodVerticalScalingSchedulerPreemption): enabled(features.InPlacePodVerticalScalingSchedulerPreemption),
		string(features.WorkloadWithJob):                              enabled(features.WorkloadWithJob),
	}
}
