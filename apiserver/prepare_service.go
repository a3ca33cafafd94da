package main

import (
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"
	serviceutil "k8s.io/kubernetes/pkg/api/service"
	"k8s.io/kubernetes/pkg/apis/core"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/utils/net"
)

// Any addresses will do for those that a cluster would allocate.
var allocated = map[core.IPFamily]string{core.IPv4Protocol: "10.96.0.10", core.IPv6Protocol: "fd00:10:96::a"}

const allocatedHealthCheckNodePort = 32767

// prepareService allocates, as the server does between PrepareForCreate and
// validation, which asks for what only allocation can supply. It differs in one
// thing: node ports are not handed out, since validation does not ask for them.
func prepareService(service *core.Service) {
	service.Status = core.ServiceStatus{}
	if service.Spec.ClusterIP != "" && len(service.Spec.ClusterIPs) == 0 {
		service.Spec.ClusterIPs = []string{service.Spec.ClusterIP}
	}
	if serviceutil.NeedsHealthCheck(service) && service.Spec.HealthCheckNodePort == 0 {
		service.Spec.HealthCheckNodePort = allocatedHealthCheckNodePort
	}
}

// validateService refuses what allocation refuses, then what validation does:
// the server never gets to the second when it stops at the first, but a user
// is better served by all of it at once.
func validateService(service *core.Service) field.ErrorList {
	errors := allocateAddresses(service)
	return append(errors, corevalidation.ValidateServiceCreate(service)...)
}

// allocateAddresses fills in families, policy and cluster IPs. Whether a cluster
// is dual-stack is not known here, so that it is taken to have what is asked for.
func allocateAddresses(service *core.Service) field.ErrorList {
	spec := &service.Spec
	if spec.Type == core.ServiceTypeExternalName {
		return nil
	}
	if spec.IPFamilyPolicy == nil {
		policy := core.IPFamilyPolicySingleStack
		if headless(spec) && len(spec.Selector) == 0 {
			policy = core.IPFamilyPolicyRequireDualStack
		}
		spec.IPFamilyPolicy = &policy
	}
	if errors := corevalidation.ValidateServiceClusterIPsRelatedFields(service, nil); len(errors) > 0 {
		return errors
	}
	if errors := contradictions(spec); len(errors) > 0 {
		return errors
	}
	fillFamilies(spec)
	if headless(spec) {
		return nil
	}
	for i, family := range spec.IPFamilies {
		if i == len(spec.ClusterIPs) {
			spec.ClusterIPs = append(spec.ClusterIPs, allocated[family])
		}
	}
	spec.ClusterIP = spec.ClusterIPs[0]
	return nil
}

func headless(spec *core.ServiceSpec) bool {
	return spec.ClusterIP == core.ClusterIPNone
}

func contradictions(spec *core.ServiceSpec) (errors field.ErrorList) {
	if *spec.IPFamilyPolicy != core.IPFamilyPolicySingleStack {
		return nil
	}
	path := field.NewPath("spec", "ipFamilyPolicy")
	if len(spec.ClusterIPs) == 2 {
		errors = append(errors, field.Invalid(path, spec.IPFamilyPolicy,
			"must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified"))
	}
	if len(spec.IPFamilies) == 2 {
		errors = append(errors, field.Invalid(path, spec.IPFamilyPolicy,
			"must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified"))
	}
	return errors
}

func fillFamilies(spec *core.ServiceSpec) {
	for i, ip := range spec.ClusterIPs {
		if ip != core.ClusterIPNone && i >= len(spec.IPFamilies) {
			spec.IPFamilies = append(spec.IPFamilies, familyOf(ip))
		}
	}
	if len(spec.IPFamilies) == 0 {
		spec.IPFamilies = []core.IPFamily{core.IPv4Protocol}
	}
	if *spec.IPFamilyPolicy == core.IPFamilyPolicySingleStack || len(spec.IPFamilies) > 1 {
		return
	}
	for _, family := range []core.IPFamily{core.IPv4Protocol, core.IPv6Protocol} {
		if !slices.Contains(spec.IPFamilies, family) {
			spec.IPFamilies = append(spec.IPFamilies, family)
			return
		}
	}
}

func familyOf(ip string) core.IPFamily {
	if net.IsIPv6String(ip) {
		return core.IPv6Protocol
	}
	return core.IPv4Protocol
}
