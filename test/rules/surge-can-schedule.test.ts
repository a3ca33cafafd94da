import { surgeCanSchedule } from '../../lib/rules/surge-can-schedule';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

const ROLLING = 'strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }';
const MOUNTS = 'volumes: [{ name: tmp, emptyDir: {} }, { name: data, persistentVolumeClaim: { claimName: data } }]';

/** A Deployment with this in its spec and in its pods' spec. */
function web(spec: string, podSpec: string, ports = '[{ containerPort: 80 }]', type = 'apps/v1 Deployment'): string {
  const containers = `containers: [{ name: web, image: web:1.0, ports: ${ports} }]`;
  const template = `{ metadata: { labels: { app: web } }, spec: { ${containers}, ${podSpec} } }`;
  const strategy = type.endsWith('StatefulSet') ? '' : spec;
  return object(type, 'shop/web', `spec: { ${strategy}${strategy === '' ? '' : ', '}template: ${template} }`);
}

function claim(modes: string, more = '', at = 'shop/data'): string {
  return object('v1 PersistentVolumeClaim', at, `spec: { accessModes: [${modes}]${more} }`);
}

/** A volume for claims of class `manual`. */
function volume(source: string, more = 'storageClassName: manual'): string {
  return object('v1 PersistentVolume', 'disk', `spec: { ${source}, ${more} }`);
}

const ONCE = claim('ReadWriteOnce');
const BESIDE_ITSELF =
  'affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: web } } }] } }';
const ON_NODE_1 =
  'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [node-1] }] }] } } }';
const ON_NODE_1_TERMS = '{ nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [node-1] }] }] }';
const HOST_PORT = '[{ containerPort: 80, hostPort: 8080 }]';

ruleTester(surgeCanSchedule, {
  valid: [
    { name: 'a rollout that ends all pods first', manifests: ONCE + web('strategy: { type: Recreate }', MOUNTS, HOST_PORT), ours: true },
    {
      name: 'a rollout that takes a pod away first',
      manifests: ONCE + web('strategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }', MOUNTS, HOST_PORT),
      ours: true,
    },
    {
      name: 'a rollout without surge, which the controller lets take one away all the same', refused: true,
      manifests: ONCE + web('strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 0% } }', MOUNTS),
      ours: true,
    },
    { name: 'four replicas of which a quarter may be away', manifests: ONCE + web('replicas: 4', MOUNTS) },
    { name: 'no replicas at all', manifests: ONCE + web('replicas: 0', MOUNTS, HOST_PORT) },
    { name: 'replicas of ours that an autoscaler decides', manifests: ONCE + web('', MOUNTS, HOST_PORT), ours: true },
    { name: 'a claim for many', manifests: claim('ReadWriteMany') + web(ROLLING, MOUNTS), ours: true },
    { name: 'a claim for one or for many', manifests: claim('ReadWriteOnce, ReadOnlyMany') + web(ROLLING, MOUNTS), ours: true },
    { name: 'a claim that is not in the input', manifests: web(ROLLING, MOUNTS), ours: true },
    { name: 'a claim of that name elsewhere', manifests: claim('ReadWriteOnce', '', 'blog/data') + web(ROLLING, MOUNTS), ours: true },
    { name: 'volumes that are no claims', manifests: ONCE + web(ROLLING, 'volumes: [{ name: data, hostPath: { path: /data } }]'), ours: true },
    { name: 'a claim for each pod', manifests: ONCE + web(ROLLING, MOUNTS, '[]', 'apps/v1 StatefulSet') },
    { name: 'pods of one named node', manifests: ONCE + web(ROLLING, `${MOUNTS}, nodeName: node-1`) },
    { name: 'pods of one selected node', manifests: ONCE + web(ROLLING, `${MOUNTS}, nodeSelector: { kubernetes.io/hostname: node-1 }`) },
    { name: 'pods with an affinity to one node', manifests: ONCE + web(ROLLING, `${MOUNTS}, ${ON_NODE_1}`) },
    { name: 'pods that go where the others are', manifests: ONCE + web(ROLLING, `${MOUNTS}, ${BESIDE_ITSELF}`) },
    { name: 'a class of storage that is local to the node', manifests: claim('ReadWriteOnce', ', storageClassName: local-path') + web('', MOUNTS) },
    {
      name: 'a volume of the input that is a folder of the node, by its class',
      manifests: claim('ReadWriteOnce', ', storageClassName: manual') + volume('hostPath: { path: /mnt }') + web('', MOUNTS),
    },
    {
      name: 'a volume of the input that is a file server, by its name',
      manifests: claim('ReadWriteOnce', ', volumeName: disk') + volume('nfs: { server: files, path: / }', 'capacity: {}') + web('', MOUNTS),
    },
    {
      name: 'a local volume of the input that names its claim',
      manifests: ONCE + volume(`local: { path: /mnt }, nodeAffinity: { required: ${ON_NODE_1_TERMS} }`, 'claimRef: { namespace: shop, name: data }') + web('', MOUNTS),
    },
    { name: 'ports of the pods alone', manifests: web(ROLLING, 'hostNetwork: false', '[{ containerPort: 80, hostPort: 0 }]'), ours: true },
    { name: 'the node\'s network without a port', manifests: web(ROLLING, 'hostNetwork: true', '[]'), ours: true },
    {
      name: 'a port that a container takes only before the others start',
      manifests: web(ROLLING, 'initContainers: [{ name: wait, ports: [{ containerPort: 1, hostPort: 1 }] }]'),
    },
    { name: 'a kind that rolls out in ways of its own', manifests: web('strategy: { canary: {} }', '', HOST_PORT, 'argoproj.io/v1alpha1 Rollout') },
    {
      name: 'numbers that are none', refused: true,
      manifests: ONCE + web('strategy: { rollingUpdate: { maxUnavailable: none, maxSurge: [] } }', `${MOUNTS}, affinity: 7`),
    },
  ],
  invalid: [
    {
      name: 'a claim for one node under the defaults of a single replica',
      manifests: ONCE + web('', MOUNTS),
      findings: [
        {
          message: 'claim',
          severity: 'warning',
          field: 'spec.template.spec.volumes[1].persistentVolumeClaim.claimName',
          object: { kind: 'Deployment', name: 'web' },
          problem: /which holds claim "data" that one node at a time may mount$/,
          got: 'ReadWriteOnce on claim "data"; maxUnavailable comes to 0 and maxSurge to 1',
        },
      ],
      fixed: ONCE + web('strategy: { type: Recreate }', MOUNTS),
    },
    {
      name: 'a claim of ours for one node, with a surge in percent',
      manifests: ONCE + web('replicas: 3, strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 0%, maxSurge: 34% } }', MOUNTS),
      ours: true,
      findings: [
        {
          message: 'sharedClaim',
          severity: 'error',
          problem: '3 pods share claim "data", which one node at a time may mount, and a rollout starts one more before it ends any',
          got: /maxSurge to 2$/,
          fix: /^set replicas: 1 with strategy: \{ type: Recreate \}, give the claim accessModes: \[ReadWriteMany\], or run a StatefulSet/,
        },
      ],
      fixed: claim('ReadWriteMany') + web('replicas: 3, strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 0%, maxSurge: 34% } }', MOUNTS),
    },
    {
      name: 'a claim for one node under two replicas',
      manifests: ONCE + web('replicas: 2', MOUNTS),
      findings: [{ message: 'sharedClaim', severity: 'warning', problem: /^2 pods share claim "data", which one node at a time may mount/ }],
      fixed: ONCE + web('replicas: 1, strategy: { type: Recreate }', MOUNTS),
    },
    {
      name: 'a claim of ours for one node under a single replica',
      manifests: ONCE + web('replicas: 1', MOUNTS),
      ours: true,
      findings: [{ message: 'claim', severity: 'error', fix: /^set strategy: \{ type: Recreate \}, or/ }],
      fixed: ONCE + web('replicas: 1, strategy: { type: Recreate }', MOUNTS),
    },
    {
      name: 'a claim for one pod, even on one node and on a disk of the node',
      manifests: claim('ReadWriteOncePod', ', storageClassName: local-path') + web('replicas: 1', `${MOUNTS}, nodeName: node-1`),
      findings: [{ message: 'claim', severity: 'warning', problem: /that one pod at a time may mount$/ }],
      fixed: claim('ReadWriteOnce', ', storageClassName: local-path') + web('replicas: 1', `${MOUNTS}, nodeName: node-1`),
    },
    {
      name: 'a claim whose namespace is as little known as the pods\'',
      manifests: claim('ReadWriteOnce', '', 'data') + web('', MOUNTS).replace(', namespace: shop', ''),
      findings: [{ message: 'claim', severity: 'warning' }],
      fixed: claim('ReadWriteOnce', '', 'data') + web('strategy: { rollingUpdate: { maxUnavailable: 1 } }', MOUNTS).replace(', namespace: shop', ''),
    },
    {
      name: 'pods that go where those of another app are',
      manifests: ONCE + web('', `${MOUNTS}, ${BESIDE_ITSELF.replace('app: web', 'app: db')}`),
      findings: [{ message: 'claim', severity: 'warning' }],
      fixed: ONCE + web('', `${MOUNTS}, ${BESIDE_ITSELF}`),
    },
    {
      name: 'pods that go to any of two nodes',
      manifests: ONCE + web('', `${MOUNTS}, ${ON_NODE_1.replace('[node-1]', '[node-1, node-2]')}`),
      findings: [{ message: 'claim', severity: 'warning' }],
      fixed: ONCE + web('', `${MOUNTS}, ${ON_NODE_1}`),
    },
    {
      name: 'a port of the node',
      manifests: web('replicas: 2', 'restartPolicy: Always', HOST_PORT),
      findings: [
        {
          message: 'hostPort',
          severity: 'warning',
          field: 'spec.template.spec.containers[0].ports[0].hostPort',
          problem: /needs a node where port 8080 is free$/,
          got: 'hostPort 8080; maxUnavailable comes to 0 and maxSurge to 1',
        },
      ],
      fixed: web('replicas: 2', 'restartPolicy: Always'),
    },
    {
      name: 'the node\'s network, ours, with a sidecar\'s port',
      manifests: web(ROLLING, 'hostNetwork: true, initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ containerPort: 15001 }] }]'),
      ours: true,
      findings: [{ message: 'hostPort', severity: 'error', problem: /ports 80 and 15001 are free$/, got: /^hostNetwork with container port 80 and 15001;/ }],
      fixed: web(ROLLING, 'initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ containerPort: 15001 }] }]'),
    },
    {
      name: 'a rollout of a custom kind that spells it as Deployments do',
      manifests: web(ROLLING, '', HOST_PORT, 'example.com/v1 App'),
      findings: [{ message: 'hostPort', severity: 'warning' }],
      fixed: web('replicas: 1', '', HOST_PORT, 'example.com/v1 App'),
    },
  ],
});
