package main

import (
	"context"
	"errors"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/apis/core"
)

// create is what the generic registry's Store does until it would write.
func create(object runtime.Object, kind schema.GroupVersionKind) []problem {
	strategy, known := strategies[kind.GroupKind()]
	metadata, err := meta.Accessor(object)
	if !known || err != nil {
		return []problem{{"no strategy for " + kind.Kind, ""}}
	}
	namespace := metadata.GetNamespace()
	if strategy.NamespaceScoped() && namespace == "" {
		namespace = metav1.NamespaceDefault
	}
	ctx := request.WithNamespace(context.Background(), namespace)
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{
		IsResourceRequest: true, Verb: "create", Namespace: namespace,
		APIGroup: kind.Group, APIVersion: kind.Version, Resource: strings.ToLower(kind.Kind) + "s",
	})
	// The handler does this before anything else: a cluster-scoped object loses its namespace.
	if err := rest.EnsureObjectNamespaceMatchesRequestNamespace(rest.ExpectedNamespaceForScope(namespace, strategy.NamespaceScoped()), metadata); err != nil {
		return problemsOf(err)
	}
	if service, ok := object.(*core.Service); ok {
		return problemsOf(createService(ctx, service))
	}
	rest.FillObjectMetaSystemFields(metadata)
	if metadata.GetGenerateName() != "" && metadata.GetName() == "" {
		metadata.SetName(strategy.GenerateName(metadata.GetGenerateName()))
	}
	return problemsOf(rest.BeforeCreate(strategy, ctx, object))
}

func problemsOf(err error) (problems []problem) {
	if err == nil {
		return nil
	}
	var status apierrors.APIStatus
	if !errors.As(err, &status) || status.Status().Details == nil {
		return []problem{{"Internal", err.Error()}}
	}
	for _, cause := range status.Status().Details.Causes {
		problems = append(problems, problem{string(cause.Type), cause.Field})
	}
	if len(problems) == 0 {
		return []problem{{"Internal", err.Error()}}
	}
	return problems
}
