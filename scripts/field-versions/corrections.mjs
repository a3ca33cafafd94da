/** What the sources say in no form that a script can read, each with the reason. Fields are named as in the table. */

/** Gates of fields whose own comments name none, or another name. */
export const FIELD_GATES = {
  // "The job controller accepts setting the field when …": a sentence of its own kind.
  'batch/v1.JobSpec.managedBy': ['JobManagedBy'],
  // Only the field of the status bears the marker; dropDisabledFields in pkg/api/pod drops both.
  'core/v1.Lifecycle.stopSignal': ['ContainerStopSignals'],
  // Its marker names PodCertificateProjection, which is no gate.
  'core/v1.VolumeProjection.podCertificate': ['PodCertificateRequest'],
  // The kubelet refuses such volumes since the gate is off; the comment only calls them deprecated.
  'core/v1.Volume.gitRepo': ['GitRepoVolumeDriver'],
  // The types of apiextensions-apiserver bear no markers.
  'apiextensions/v1.CustomResourceDefinitionVersion.selectableFields': ['CustomResourceFieldSelectors'],
  'apiextensions/v1.ValidationRule.optionalOldSelf': ['CRDValidationRatcheting'],
};

/** Gates that a field's comment speaks of, though they do not guard the field as such. */
export const NOT_GATES = {
  // It guards changes of the field.
  'core/v1.PersistentVolumeSpec.nodeAffinity': ['MutablePVNodeAffinity'],
  // It guards one value: see below.
  'batch/v1.PodFailurePolicyRule.action': ['JobBackoffLimitPerIndex'],
};

/** Values that a gate guards, though not the field: constants of the sources bear no markers. */
export const VALUE_GATES = {
  'apps/v1.StatefulSetUpdateStrategy.type': { Recreate: ['StatefulSetRecreateStrategy'] },
  'autoscaling/v1.HorizontalPodAutoscalerSpec.minReplicas': { 0: ['HPAScaleToZero'] },
  'autoscaling/v2.HorizontalPodAutoscalerSpec.minReplicas': { 0: ['HPAScaleToZero'] },
  'batch/v1.PodFailurePolicyRule.action': { FailIndex: ['JobBackoffLimitPerIndex'] },
  'core/v1.Container.restartPolicy': { Never: ['ContainerRestartRules'], OnFailure: ['ContainerRestartRules'] },
  'core/v1.ContainerRestartRule.action': { RestartAllContainers: ['RestartAllContainersOnContainerExits'] },
  'core/v1.ResourceQuotaSpec.scopes': { VolumeAttributesClass: ['VolumeAttributesClass'] },
  'core/v1.ScopedResourceSelectorRequirement.scopeName': { VolumeAttributesClass: ['VolumeAttributesClass'] },
  'core/v1.ServiceSpec.trafficDistribution': {
    PreferSameNode: ['PreferSameTrafficDistribution'],
    PreferSameZone: ['PreferSameTrafficDistribution'],
  },
  'core/v1.Toleration.operator': { Gt: ['TaintTolerationComparisonOperators'], Lt: ['TaintTolerationComparisonOperators'] },
};

/** Constants that have no type of their own in the sources, by what their names begin with. */
export const UNTYPED_CONSTANTS = {
  'core/v1.ServiceSpec.trafficDistribution': 'ServiceTrafficDistribution',
};

/** Values that say what holds anyway: while its gate is off, such a field may be there. */
export const SAME_AS_ABSENT = {
  'core/v1.PodSpec.hostUsers': true,
  'core/v1.SecurityContext.procMount': 'Default',
};
