package main

import (
	"slices"

	"k8s.io/apimachinery/pkg/api/equality"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
	volumeutil "k8s.io/kubernetes/pkg/api/persistentvolume"
	claimutil "k8s.io/kubernetes/pkg/api/persistentvolumeclaim"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/apps"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	"k8s.io/kubernetes/pkg/apis/coordination"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/discovery"
	"k8s.io/kubernetes/pkg/apis/networking"
	"k8s.io/kubernetes/pkg/apis/policy"
	"k8s.io/kubernetes/pkg/apis/storage"
	"k8s.io/kubernetes/pkg/features"
)

// Each function here is PrepareForCreate of a kind's strategy, as far as
// validation can tell: nobody can create a status, and fields behind a closed
// feature gate are dropped before they are looked at.

func enabled(gate featuregate.Feature) bool {
	return utilfeature.DefaultFeatureGate.Enabled(gate)
}

func prepareNamespace(namespace *core.Namespace) {
	namespace.Status = core.NamespaceStatus{Phase: core.NamespaceActive}
	if !slices.Contains(namespace.Spec.Finalizers, core.FinalizerKubernetes) {
		namespace.Spec.Finalizers = append(namespace.Spec.Finalizers, core.FinalizerKubernetes)
	}
}

func prepareNode(node *core.Node) {
	node.Spec.ConfigSource = nil
	node.Status.Config = nil
	if !enabled(features.RecursiveReadOnlyMounts) && !enabled(features.UserNamespacesSupport) {
		node.Status.RuntimeHandlers = nil
	}
	if !enabled(features.SupplementalGroupsPolicy) {
		node.Status.Features = nil
	}
	if !enabled(features.NodeDeclaredFeatures) {
		node.Status.DeclaredFeatures = nil
	}
	if !enabled(features.InPlacePodVerticalScalingSchedulerPreemption) {
		node.Spec.PodPreemptionPolicy = nil
	}
}

func preparePersistentVolume(volume *core.PersistentVolume) {
	volume.Status = core.PersistentVolumeStatus{Phase: core.VolumePending}
	volumeutil.DropDisabledSpecFields(&volume.Spec, nil)
}

func preparePersistentVolumeClaim(claim *core.PersistentVolumeClaim) {
	claim.Status = core.PersistentVolumeClaimStatus{}
	claimutil.DropDisabledFields(&claim.Spec, nil)
	claimutil.EnforceDataSourceBackwardsCompatibility(&claim.Spec, nil)
	claimutil.NormalizeDataSources(&claim.Spec)
}

func preparePodTemplate(template *core.PodTemplate) {
	template.Generation = 1
	podutil.DropDisabledTemplateFields(&template.Template, nil)
}

func prepareReplicationController(controller *core.ReplicationController) {
	controller.Status = core.ReplicationControllerStatus{}
	controller.Generation = 1
	podutil.DropDisabledTemplateFields(controller.Spec.Template, nil)
}

func prepareResourceQuota(quota *core.ResourceQuota) {
	quota.Status = core.ResourceQuotaStatus{}
}

func prepareServiceAccount(account *core.ServiceAccount) {
	for i, secret := range account.Secrets {
		account.Secrets[i] = core.ObjectReference{Name: secret.Name}
	}
}

func prepareDaemonSet(set *apps.DaemonSet) {
	set.Status = apps.DaemonSetStatus{}
	set.Generation = 1
	set.Spec.TemplateGeneration = max(set.Spec.TemplateGeneration, 1)
	podutil.DropDisabledTemplateFields(&set.Spec.Template, nil)
}

func prepareDeployment(deployment *apps.Deployment) {
	deployment.Status = apps.DeploymentStatus{}
	deployment.Generation = 1
	podutil.DropDisabledTemplateFields(&deployment.Spec.Template, nil)
}

func prepareReplicaSet(set *apps.ReplicaSet) {
	set.Status = apps.ReplicaSetStatus{}
	set.Generation = 1
	podutil.DropDisabledTemplateFields(&set.Spec.Template, nil)
}

func prepareStatefulSet(set *apps.StatefulSet) {
	set.Status = apps.StatefulSetStatus{}
	set.Generation = 1
	if !enabled(features.MaxUnavailableStatefulSet) && set.Spec.UpdateStrategy.RollingUpdate != nil {
		set.Spec.UpdateStrategy.RollingUpdate.MaxUnavailable = nil
	}
	podutil.DropDisabledTemplateFields(&set.Spec.Template, nil)
}

func prepareAutoscaler(autoscaler *autoscaling.HorizontalPodAutoscaler) {
	autoscaler.Status = autoscaling.HorizontalPodAutoscalerStatus{}
	if enabled(features.HPAConfigurableTolerance) || autoscaler.Spec.Behavior == nil {
		return
	}
	for _, rules := range []*autoscaling.HPAScalingRules{autoscaler.Spec.Behavior.ScaleDown, autoscaler.Spec.Behavior.ScaleUp} {
		if rules != nil {
			rules.Tolerance = nil
		}
	}
}

func prepareLease(lease *coordination.Lease) {
	if !enabled(features.CoordinatedLeaderElection) {
		lease.Spec.Strategy = nil
		lease.Spec.PreferredHolder = nil
	}
}

func prepareEndpointSlice(slice *discovery.EndpointSlice) {
	slice.Generation = 1
	for i := range slice.Endpoints {
		endpoint := &slice.Endpoints[i]
		// v1 has no topology of its own: the server drops what older clients send.
		endpoint.DeprecatedTopology = nil
		if endpoint.Hints != nil && !enabled(features.PreferSameTrafficDistribution) {
			endpoint.Hints.ForNodes = nil
		}
	}
}

func prepareIngress(ingress *networking.Ingress) {
	ingress.Status = networking.IngressStatus{}
	ingress.Generation = 1
}

func prepareServiceCIDR(cidr *networking.ServiceCIDR) {
	cidr.Status = networking.ServiceCIDRStatus{}
}

func prepareDisruptionBudget(budget *policy.PodDisruptionBudget) {
	budget.Status = policy.PodDisruptionBudgetStatus{}
	budget.Generation = 1
	switch selector := budget.Spec.Selector; {
	case equality.Semantic.DeepEqual(selector, policy.NonV1beta1MatchNoneSelector), equality.Semantic.DeepEqual(selector, policy.NonV1beta1MatchAllSelector):
	default:
		policy.StripPDBV1beta1Label(selector)
	}
}

func prepareDriver(driver *storage.CSIDriver) {
	if !enabled(features.SELinuxMountReadWriteOncePod) {
		driver.Spec.SELinuxMount = nil
	}
	if !enabled(features.MutableCSINodeAllocatableCount) {
		driver.Spec.NodeAllocatableUpdatePeriodSeconds = nil
	}
	if !enabled(features.CSIServiceAccountTokenSecrets) {
		driver.Spec.ServiceAccountTokenInSecrets = nil
	}
	if !enabled(features.VolumeLimitScaling) {
		driver.Spec.PreventPodSchedulingIfMissing = nil
	}
}

func prepareCSINode(node *storage.CSINode) {
	node.Status = storage.CSINodeStatus{}
}

func prepareVolumeAttachment(attachment *storage.VolumeAttachment) {
	attachment.Status = storage.VolumeAttachmentStatus{}
}
