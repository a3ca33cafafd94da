package main

import (
	"maps"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/apps"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	autoscalingvalidation "k8s.io/kubernetes/pkg/apis/autoscaling/validation"
	"k8s.io/kubernetes/pkg/apis/batch"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	coordinationvalidation "k8s.io/kubernetes/pkg/apis/coordination/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	discoveryvalidation "k8s.io/kubernetes/pkg/apis/discovery/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	nodevalidation "k8s.io/kubernetes/pkg/apis/node/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	policyvalidation "k8s.io/kubernetes/pkg/apis/policy/validation"
	"k8s.io/kubernetes/pkg/apis/rbac"
	rbacvalidation "k8s.io/kubernetes/pkg/apis/rbac/validation"
	schedulingvalidation "k8s.io/kubernetes/pkg/apis/scheduling/validation"
	"k8s.io/kubernetes/pkg/apis/storage"
	storagevalidation "k8s.io/kubernetes/pkg/apis/storage/validation"
	"k8s.io/kubernetes/pkg/features"
	volumevalidation "k8s.io/kubernetes/pkg/volume/validation"
)

// kinds is the whole wiring: every kind with what its strategy in pkg/registry
// does before validation and the validation that it calls, with the same options.
var kinds = merged(
	inGroup("", map[string]kindRules{
		"ConfigMap":             rules(inNamespace, nil, corevalidation.ValidateConfigMap),
		"Endpoints":             rules(inNamespace, nil, corevalidation.ValidateEndpointsCreate),
		"LimitRange":            rules(inNamespace, nil, corevalidation.ValidateLimitRange),
		"Namespace":             rules(clusterWide, prepareNamespace, corevalidation.ValidateNamespace),
		"Node":                  rules(clusterWide, prepareNode, corevalidation.ValidateNode),
		"PersistentVolume":      rules(clusterWide, preparePersistentVolume, validatePersistentVolume),
		"PersistentVolumeClaim": rules(inNamespace, preparePersistentVolumeClaim, validatePersistentVolumeClaim),
		"Pod":                   rules(inNamespace, preparePod, validatePod),
		"PodTemplate": rules(inNamespace, preparePodTemplate, func(template *core.PodTemplate) field.ErrorList {
			return corevalidation.ValidatePodTemplate(template, templateOptions(&template.Template))
		}),
		"ReplicationController": rules(inNamespace, prepareReplicationController, func(controller *core.ReplicationController) field.ErrorList {
			return corevalidation.ValidateReplicationController(controller, templateOptions(controller.Spec.Template))
		}),
		"ResourceQuota":  rules(inNamespace, prepareResourceQuota, corevalidation.ValidateResourceQuota),
		"Secret":         rules(inNamespace, nil, corevalidation.ValidateSecret),
		"Service":        rules(inNamespace, prepareService, validateService),
		"ServiceAccount": rules(inNamespace, prepareServiceAccount, corevalidation.ValidateServiceAccount),
	}),
	inGroup("apps", map[string]kindRules{
		"ControllerRevision": rules(inNamespace, nil, appsvalidation.ValidateControllerRevisionCreate),
		"DaemonSet": rules(inNamespace, prepareDaemonSet, func(set *apps.DaemonSet) field.ErrorList {
			return appsvalidation.ValidateDaemonSet(set, templateOptions(&set.Spec.Template))
		}),
		"Deployment": rules(inNamespace, prepareDeployment, func(deployment *apps.Deployment) field.ErrorList {
			return appsvalidation.ValidateDeployment(deployment, templateOptions(&deployment.Spec.Template))
		}),
		"ReplicaSet": rules(inNamespace, prepareReplicaSet, func(set *apps.ReplicaSet) field.ErrorList {
			return appsvalidation.ValidateReplicaSet(set, templateOptions(&set.Spec.Template))
		}),
		"StatefulSet": rules(inNamespace, prepareStatefulSet, func(set *apps.StatefulSet) field.ErrorList {
			options := appsvalidation.StatefulSetValidationOptions{AllowStatefulSetRecreateStrategy: enabled(features.StatefulSetRecreateStrategy)}
			return appsvalidation.ValidateStatefulSet(set, options, templateOptions(&set.Spec.Template))
		}),
	}),
	inGroup("autoscaling", map[string]kindRules{
		"HorizontalPodAutoscaler": rules(inNamespace, prepareAutoscaler, func(autoscaler *autoscaling.HorizontalPodAutoscaler) field.ErrorList {
			return autoscalingvalidation.ValidateHorizontalPodAutoscaler(autoscaler, autoscalerOptions(autoscaler))
		}),
	}),
	inGroup("batch", map[string]kindRules{
		"CronJob": rules(inNamespace, prepareCronJob, func(job *batch.CronJob) field.ErrorList {
			return batchvalidation.ValidateCronJobCreate(job, templateOptions(&job.Spec.JobTemplate.Spec.Template))
		}),
		"Job": rules(inNamespace, prepareJob, func(job *batch.Job) field.ErrorList {
			return batchvalidation.ValidateJobCreate(job, batchvalidation.JobValidationOptions{
				PodValidationOptions:  templateOptions(&job.Spec.Template),
				RequirePrefixedLabels: true,
			})
		}),
	}),
	inGroup("coordination.k8s.io", map[string]kindRules{
		"Lease": rules(inNamespace, prepareLease, coordinationvalidation.ValidateLease),
	}),
	inGroup("discovery.k8s.io", map[string]kindRules{
		"EndpointSlice": rules(inNamespace, prepareEndpointSlice, discoveryvalidation.ValidateEndpointSliceCreate),
	}),
	inGroup("networking.k8s.io", map[string]kindRules{
		"Ingress":      rules(inNamespace, prepareIngress, networkingvalidation.ValidateIngressCreate),
		"IngressClass": rules(clusterWide, nil, networkingvalidation.ValidateIngressClass),
		"IPAddress":    rules(clusterWide, nil, networkingvalidation.ValidateIPAddress),
		"NetworkPolicy": rules(inNamespace, nil, func(networkPolicy *networking.NetworkPolicy) field.ErrorList {
			return networkingvalidation.ValidateNetworkPolicy(networkPolicy, networkingvalidation.ValidationOptionsForNetworking(networkPolicy, nil))
		}),
		"ServiceCIDR": rules(clusterWide, prepareServiceCIDR, networkingvalidation.ValidateServiceCIDR),
	}),
	inGroup("node.k8s.io", map[string]kindRules{
		"RuntimeClass": rules(clusterWide, nil, nodevalidation.ValidateRuntimeClass),
	}),
	inGroup("policy", map[string]kindRules{
		"PodDisruptionBudget": rules(inNamespace, prepareDisruptionBudget, func(budget *policy.PodDisruptionBudget) field.ErrorList {
			return policyvalidation.ValidatePodDisruptionBudget(budget, policyvalidation.PodDisruptionBudgetValidationOptions{})
		}),
	}),
	inGroup("rbac.authorization.k8s.io", map[string]kindRules{
		"ClusterRole": rules(clusterWide, nil, func(role *rbac.ClusterRole) field.ErrorList {
			return rbacvalidation.ValidateClusterRole(role, rbacvalidation.ClusterRoleValidationOptions{})
		}),
		"ClusterRoleBinding": rules(clusterWide, nil, rbacvalidation.ValidateClusterRoleBinding),
		"Role":               rules(inNamespace, nil, rbacvalidation.ValidateRole),
		"RoleBinding":        rules(inNamespace, nil, rbacvalidation.ValidateRoleBinding),
	}),
	inGroup("scheduling.k8s.io", map[string]kindRules{
		"PriorityClass": rules(clusterWide, nil, schedulingvalidation.ValidatePriorityClass),
	}),
	inGroup("storage.k8s.io", map[string]kindRules{
		"CSIDriver": rules(clusterWide, prepareDriver, storagevalidation.ValidateCSIDriver),
		"CSINode":   rules(clusterWide, prepareCSINode, storagevalidation.ValidateCSINode),
		"CSIStorageCapacity": rules(inNamespace, nil, func(capacity *storage.CSIStorageCapacity) field.ErrorList {
			return storagevalidation.ValidateCSIStorageCapacity(capacity, storagevalidation.CSIStorageCapacityValidateOptions{})
		}),
		"StorageClass":          rules(clusterWide, nil, storagevalidation.ValidateStorageClass),
		"VolumeAttachment":      rules(clusterWide, prepareVolumeAttachment, storagevalidation.ValidateVolumeAttachment),
		"VolumeAttributesClass": rules(clusterWide, nil, storagevalidation.ValidateVolumeAttributesClass),
	}),
)

func merged(groups ...map[schema.GroupKind]kindRules) map[schema.GroupKind]kindRules {
	result := map[schema.GroupKind]kindRules{}
	for _, group := range groups {
		maps.Copy(result, group)
	}
	return result
}

func templateOptions(template *core.PodTemplateSpec) corevalidation.PodValidationOptions {
	return podutil.GetValidationOptionsFromPodTemplate(template, nil)
}

func validatePod(pod *core.Pod) field.ErrorList {
	options := podutil.GetValidationOptionsFromPodSpecAndMeta(&pod.Spec, nil, &pod.ObjectMeta, nil)
	options.ResourceIsPod = true
	return corevalidation.ValidatePodCreate(pod, options)
}

func validatePersistentVolumeClaim(claim *core.PersistentVolumeClaim) field.ErrorList {
	return corevalidation.ValidatePersistentVolumeClaim(claim, corevalidation.ValidationOptionsForPersistentVolumeClaim(claim, nil))
}

func validatePersistentVolume(volume *core.PersistentVolume) field.ErrorList {
	errors := corevalidation.ValidatePersistentVolume(volume, corevalidation.ValidationOptionsForPersistentVolume(volume, nil))
	return append(errors, volumevalidation.ValidatePersistentVolume(volume)...)
}

// autoscalerOptions are those of the strategy, which does not export them.
func autoscalerOptions(autoscaler *autoscaling.HorizontalPodAutoscaler) autoscalingvalidation.HorizontalPodAutoscalerSpecValidationOptions {
	options := autoscalingvalidation.HorizontalPodAutoscalerSpecValidationOptions{
		MinReplicasLowerBound:           1,
		ScaleTargetRefValidationOptions: autoscalingvalidation.CrossVersionObjectReferenceValidationOptions{RequiredCoveredByDeclarative: true},
		ObjectMetricsValidationOptions:  autoscalingvalidation.CrossVersionObjectReferenceValidationOptions{AllowEmptyAPIGroup: true},
	}
	if enabled(features.HPAScaleToZero) {
		options.MinReplicasLowerBound = 0
	}
	// The only scalable kind in the core group, whose apiVersion has no group.
	options.ScaleTargetRefValidationOptions.AllowEmptyAPIGroup = autoscaler.Spec.ScaleTargetRef.Kind == "ReplicationController"
	return options
}
