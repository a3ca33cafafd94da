import { fieldInTargetVersion } from '../../lib/rules/field-in-target-version';
import { type InvalidCase, ruleTester } from './rule-tester';
import { cronJob, object, service, workload } from './yaml';

/** A Deployment whose one container says this. */
function container(rest: string): string {
  return workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: [{ name: main, image: main:1.0, ${rest} }] }`);
}

function sidecar(rest: string): string {
  return workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: [{ name: main }], initContainers: [{ name: logs, ${rest} }] }`);
}

function web(rest: string): string {
  return service('shop/web', `{ selector: { app: web }, ports: [{ port: 80 }], ${rest} }`);
}

function on(kubernetesVersion: string): Pick<InvalidCase, 'target'> {
  return { target: { kubernetesVersion } };
}

const SLEEP = container('lifecycle: { preStop: { sleep: { seconds: 5 } } }');
const EXEC = container('lifecycle: { preStop: { exec: { command: [sleep, "5"] } } }');

/** Each of them holds for objects of ours as for others'. */
const INVALID: readonly InvalidCase[] = [
  {
    name: 'a native sleep before the schema has it',
    manifests: SLEEP,
    ...on('1.28'),
    findings: [
      {
        message: 'fieldEarly',
        severity: 'error',
        field: 'spec.template.spec.containers[0].lifecycle.preStop.sleep',
        object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
        problem: 'Field preStop.sleep came into Kubernetes with 1.29, and the target runs 1.28',
        got: 'preStop.sleep: {"seconds":5}, for Kubernetes 1.28',
        fix: 'use exec: { command: [sleep, …] } if the image has it, or set the target\'s Kubernetes version to 1.30 once the cluster runs it',
      },
    ],
    fixed: EXEC,
  },
  {
    name: 'a native sleep in the schema, behind a gate that is off by default',
    manifests: SLEEP,
    ...on('1.29'),
    findings: [
      {
        message: 'fieldOff',
        severity: 'error',
        problem: 'Field preStop.sleep is behind feature gate PodLifecycleSleepAction, off by default in Kubernetes 1.29',
        fix: /set the target's Kubernetes version to 1\.30 once/,
      },
    ],
    fixed: SLEEP,
    fixedWith: on('1.30'),
  },
  {
    name: 'a sidecar, and a native sleep in both hooks of a CronJob, all of them too early',
    manifests:
      sidecar('restartPolicy: Always') +
      cronJob('shop/night', '{ app: night }', '{ containers: [{ name: main, lifecycle: { preStop: { sleep: { seconds: 1 } }, postStart: { sleep: { seconds: 1 } } } }] }'),
    ...on('1.28'),
    findings: [
      {
        message: 'fieldOff',
        severity: 'error',
        field: 'spec.template.spec.initContainers[0].restartPolicy',
        problem: 'Field initContainers.restartPolicy is behind feature gate SidecarContainers, off by default in Kubernetes 1.28',
        fix: /^run a sidecar as a container among the others, or set the target's Kubernetes version to 1\.29 once/,
      },
      { message: 'fieldEarly', severity: 'error', field: 'spec.jobTemplate.spec.template.spec.containers[0].lifecycle.postStart.sleep' },
      { message: 'fieldEarly', severity: 'error', field: 'spec.jobTemplate.spec.template.spec.containers[0].lifecycle.preStop.sleep' },
    ],
    fixed: EXEC,
  },
  {
    name: 'a field that no minor switches on by default',
    manifests: container('lifecycle: { stopSignal: SIGUSR1 }'),
    ...on('1.37'),
    findings: [
      {
        message: 'fieldOff',
        severity: 'error',
        problem: /feature gate ContainerStopSignals, off by default in Kubernetes 1\.37$/,
        fix: 'leave lifecycle.stopSignal out, or acknowledge this if the cluster switches gate ContainerStopSignals on',
      },
    ],
    fixed: container('lifecycle: {}'),
  },
  {
    name: 'a volume from git, whose gate was switched off',
    manifests: workload('v1 PodTemplate', 'shop/web', '{}').replace('spec:\n  template:', 'template:').replace('spec: {', 'spec: { volumes: [{ name: a, gitRepo: { repository: b } }],'),
    findings: [{ message: 'fieldOff', severity: 'error', field: 'template.spec.volumes[0].gitRepo', fix: /^clone into an emptyDir in an init container, or acknowledge/ }],
    fixed: workload('v1 PodTemplate', 'shop/web', '{}').replace('spec:\n  template:', 'template:'),
  },
  {
    name: 'a field that went again',
    manifests: object('v1 Pod', 'shop/web', 'spec: { resourceClaims: [{ name: gpu, source: { resourceClaimName: gpu } }] }'),
    findings: [
      {
        message: 'fieldGone',
        severity: 'error',
        field: 'spec.resourceClaims[0].source',
        problem: 'Field resourceClaims.source is gone from Kubernetes since 1.31, and the target runs 1.34',
      },
    ],
    fixed: object('v1 Pod', 'shop/web', 'spec: { resourceClaims: [{ name: gpu, resourceClaimName: gpu }] }'),
  },
  {
    name: 'a value before the schema has it',
    manifests: web('trafficDistribution: PreferSameZone'),
    ...on('1.32'),
    findings: [
      {
        message: 'valueEarly',
        severity: 'error',
        field: 'spec.trafficDistribution',
        problem: 'Value "PreferSameZone" of spec.trafficDistribution came into Kubernetes with 1.33, and the target runs 1.32',
        fix: 'use "PreferClose", which means the same, or set the target\'s Kubernetes version to 1.34 once the cluster runs it',
      },
    ],
    fixed: web('trafficDistribution: PreferClose'),
  },
  {
    name: 'values behind gates that are off by default, in a list too',
    manifests: web('trafficDistribution: PreferSameNode') + object('v1 ResourceQuota', 'shop/web', 'spec: { scopes: [Terminating, VolumeAttributesClass] }'),
    ...on('1.33'),
    findings: [
      { message: 'valueOff', severity: 'error', field: 'spec.scopes', problem: /^Value "VolumeAttributesClass" of spec\.scopes is behind feature gate/ },
      {
        message: 'valueOff',
        severity: 'error',
        field: 'spec.trafficDistribution',
        problem: 'Value "PreferSameNode" of spec.trafficDistribution is behind feature gate PreferSameTrafficDistribution, off by default in Kubernetes 1.33',
        fix: /^give spec\.trafficDistribution another value, or set the target's Kubernetes version to 1\.34 once/,
      },
    ],
    fixed: web('trafficDistribution: PreferClose'),
  },
  {
    name: 'an autoscaler that scales to nothing',
    manifests: object('autoscaling/v2 HorizontalPodAutoscaler', 'shop/web', 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 0 }'),
    findings: [{ message: 'valueOff', severity: 'error', problem: /^Value 0 of spec\.minReplicas is behind feature gate HPAScaleToZero/ }],
    fixed: object('autoscaling/v2 HorizontalPodAutoscaler', 'shop/web', 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 1 }'),
  },
  {
    name: 'an API before its time',
    manifests: object('storage.k8s.io/v1 VolumeAttributesClass', 'fast', 'driverName: a.b\nparameters: { iops: "5000" }'),
    ...on('1.33'),
    findings: [
      {
        message: 'apiEarly',
        severity: 'error',
        field: 'apiVersion',
        problem: 'VolumeAttributesClass of storage.k8s.io/v1 came into Kubernetes with 1.34, and the target runs 1.33',
        fix: 'leave it out, or set the target\'s Kubernetes version to 1.34 once the cluster runs it',
      },
    ],
    fixed: object('storage.k8s.io/v1 VolumeAttributesClass', 'fast', 'driverName: a.b\nparameters: { iops: "5000" }'),
    fixedWith: on('1.34'),
  },
  {
    name: 'a beta API, which the API server does not serve unless it is told to',
    manifests: object('resource.k8s.io/v1beta1 DeviceClass', 'gpu', 'spec: {}'),
    findings: [
      {
        message: 'apiOff',
        severity: 'error',
        problem: 'DeviceClass of resource.k8s.io/v1beta1 is not served by default in Kubernetes 1.34',
        fix: 'set apiVersion to resource.k8s.io/v1, and check its fields, or acknowledge this if the cluster serves it by --runtime-config',
      },
    ],
    fixed: object('resource.k8s.io/v1 DeviceClass', 'gpu', 'spec: {}'),
  },
  {
    name: 'APIs that have ended',
    manifests:
      object('policy/v1beta1 PodDisruptionBudget', 'shop/web', 'spec: {}') +
      object('policy/v1beta1 PodSecurityPolicy', 'strict', 'spec: {}') +
      object('networking.k8s.io/v1alpha1 ClusterCIDR', 'cidr', 'spec: {}'),
    findings: [
      { message: 'apiGone', severity: 'error', object: { kind: 'ClusterCIDR' }, fix: 'leave it out' },
      {
        message: 'apiGone',
        severity: 'error',
        object: { kind: 'PodDisruptionBudget' },
        problem: 'PodDisruptionBudget of policy/v1beta1 is no longer served since Kubernetes 1.25, and the target runs 1.34',
        fix: 'set apiVersion to policy/v1, and check its fields',
      },
      { message: 'apiGone', severity: 'error', object: { kind: 'PodSecurityPolicy' }, fix: /^leave it out, and say by labels of the namespace/ },
    ],
    fixed: object('policy/v1 PodDisruptionBudget', 'shop/web', 'spec: {}'),
  },
  {
    name: 'an API that has ended before its successor is there',
    manifests: object('resource.k8s.io/v1alpha2 ResourceClaim', 'shop/gpu', 'spec: {}'),
    ...on('1.32'),
    findings: [{ message: 'apiGone', severity: 'error', fix: 'set apiVersion to resource.k8s.io/v1 once the cluster runs Kubernetes 1.34, and check its fields' }],
    fixed: object('resource.k8s.io/v1 ResourceClaim', 'shop/gpu', 'spec: {}'),
    fixedWith: on('1.34'),
  },
  {
    name: 'a rule within a schema of schemas',
    manifests: object(
      'apiextensions.k8s.io/v1 CustomResourceDefinition',
      'as.b.c',
      'spec: { versions: [{ schema: { openAPIV3Schema: { properties: { spec: { x-kubernetes-validations: [{ rule: a }, { optionalOldSelf: true }] } } } } }] }',
    ),
    ...on('1.28'),
    findings: [{ message: 'fieldEarly', severity: 'error', field: 'spec.versions[0].schema.openAPIV3Schema.properties.spec.x-kubernetes-validations[1].optionalOldSelf' }],
    fixed: object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'as.b.c', 'spec: { versions: [{ schema: { openAPIV3Schema: {} } }] }'),
    fixedWith: on('1.30'),
  },
];

ruleTester(fieldInTargetVersion, {
  valid: [
    { name: 'a native sleep from 1.30 on', manifests: SLEEP, ours: true, ...on('1.30') },
    { name: 'a sidecar from 1.29 on', manifests: sidecar('restartPolicy: Always'), ...on('1.29') },
    { name: 'a traffic distribution from 1.31 on', manifests: web('trafficDistribution: PreferClose'), ...on('1.31') },
    { name: 'its newer values from 1.34 on', manifests: web('trafficDistribution: PreferSameNode') },
    { name: 'everything that 1.37 has, on a minor that is newer still', manifests: web('trafficDistribution: PreferSameZone') + SLEEP, ...on('1.40') },
    { name: 'an API on its last minor', manifests: object('flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema', 'a', 'spec: {}'), ...on('1.31') },
    { name: 'fields that are null, as nobody said anything', refused: true, manifests: container('lifecycle: { preStop: { sleep: null } }, resizePolicy: null'), ...on('1.28') },
    { name: 'a list without items behind a gate, which is dropped without loss', manifests: container('resizePolicy: []'), ...on('1.28') },
    {
      name: 'behind a gate what holds without it, as exported YAML says',
      manifests: workload('apps/v1 Deployment', 'shop/web', '{ app: web }', '{ hostUsers: true, containers: [{ name: main, securityContext: { procMount: Default } }] }'),
      ...on('1.28'),
    },
    { name: 'a status, which nobody applies', manifests: object('v1 PersistentVolumeClaim', 'shop/data', 'status: { currentVolumeAttributesClassName: fast }'), ...on('1.28') },
    { name: 'another kind\'s field of the same name', refused: true, manifests: object('v1 ConfigMap', 'shop/web', 'spec: { trafficDistribution: PreferClose }'), ...on('1.28') },
    { name: 'kinds that Kubernetes does not define', manifests: object('argoproj.io/v1alpha1 Rollout', 'shop/web', 'spec: { lifecycle: { sleep: 1 } }') + object('apps.openshift.io/v1 DeploymentConfig', 'shop/web') },
    { name: 'kinds that share a group with Kubernetes\' own', manifests: object('policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy', 'a') + object('snapshot.storage.k8s.io/v1 VolumeSnapshot', 'shop/a') },
    { name: 'names that every object of JavaScript has', refused: true, manifests: object('v1 constructor', 'shop/a') + object('v1 toString', 'shop/b') },
    {
      name: 'values of the wrong type', refused: true,
      manifests: web('trafficDistribution: { a: 1 }') + workload('apps/v1 Deployment', 'shop/web', '{}', '{ containers: { lifecycle: 1 }, initContainers: [null, 7, x], volumes: [[1]] }'),
    },
  ],
  invalid: INVALID.flatMap((entry) => [entry, { ...entry, name: `${entry.name}, in a pattern`, ours: true }]),
});
