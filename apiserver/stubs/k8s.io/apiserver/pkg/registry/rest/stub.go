// Package rest spares the server's own machinery, net/http and CEL: validation of
// autoscaling imports it for updates of a Scale, which nothing here validates.
package rest

import (
	"context"

	"k8s.io/apimachinery/pkg/api/operation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

type GroupVersionKindProvider interface {
	GroupVersionKind(containingGV schema.GroupVersion) schema.GroupVersionKind
}

type DeclarativeValidationConfig struct {
	SubresourceGVKMapper GroupVersionKindProvider
}

type DeclarativeValidation struct{ *runtime.Scheme }

func (DeclarativeValidation) ValidateDeclaratively(context.Context, runtime.Object, runtime.Object, field.ErrorList, operation.Type, DeclarativeValidationConfig) field.ErrorList {
	panic("nothing is updated here")
}
