import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import {
  ConfigMap,
  ContainerRestartPolicy,
  Cpu,
  DeploymentStrategy,
  Env,
  EnvValue,
  ImagePullPolicy,
  Node,
  NodeTaintQuery,
  PercentOrAbsolute,
  Secret,
  ServiceAccount,
  TaintEffect,
  Volume,
} from 'cdk8s-plus-28';
import { Egress, HealthCheck, InternalBackend, Scaling, SecurityProfile } from '../../../lib';
import { MAIN, POD, type Row, rows } from './row';
import { scalingRows } from './scaling';

const resources = {
  cpu: { request: Cpu.millis(250), limit: Cpu.units(2) },
  memory: { request: Size.mebibytes(64), limit: Size.gibibytes(1) },
  ephemeralStorage: { request: Size.mebibytes(100), limit: Size.gibibytes(2) },
};
const taint = NodeTaintQuery.is('dedicated', 'gpu', { effect: TaintEffect.NO_SCHEDULE });
const probed = { httpGet: { path: '/healthz', port: 9000 } };
const other = { exec: { command: ['/bin/true'] } };

/** A backend beside the chart, whose objects are the row's own. */
const stock = (chart: Chart): InternalBackend =>
  new InternalBackend(new Chart(App.of(chart), 'beside', { namespace: 'shop' }), 'stock', { image: 'stock:1', port: 80 });

/** What rows refer to, before and after the patch, is there: the linker looks for it. */
function having(chart: Chart, kind: string, ...names: readonly string[]): Chart {
  const beside = new Chart(App.of(chart), 'beside', { namespace: 'shop' });
  for (const name of names) new ApiObject(beside, name, { apiVersion: 'v1', kind, metadata: { name } });
  return chart;
}

const container: Row[] = rows(
  'Deployment',
  ['image', { image: 'nginx:1.29' }, `${MAIN}/image`, 'nginx:1.29', 'nginx:1.30'],
  ['command', { command: ['/app', '--serve'] }, `${MAIN}/command`, ['/app', '--serve'], ['/other']],
  ['args', { args: ['--verbose'] }, `${MAIN}/args`, ['--verbose'], ['--quiet']],
  ['workingDir', { workingDir: '/srv' }, `${MAIN}/workingDir`, '/srv', '/other'],
  ['env', { env: { QUEUE: 'mail' } }, `${MAIN}/env/0`, { name: 'QUEUE', value: 'mail' }, { name: 'QUEUE', value: 'other' }],
  [
    'connectsTo',
    (chart: Chart) => ({ connectsTo: [stock(chart)] }),
    `${MAIN}/env/1`,
    { name: 'STOCK_HOST', value: 'stock' },
    { name: 'STOCK_HOST', value: 'localhost' },
  ],
  [
    'env',
    (chart: Chart) => ({
      env: { PASSWORD: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(having(chart, 'Secret', 'db', 'other'), 'db', 'db'), key: 'password' }) },
    }),
    `${MAIN}/env/0/valueFrom/secretKeyRef`,
    { name: 'db', key: 'password' },
    { name: 'other', key: 'password' },
  ],
  [
    'envFrom',
    (chart: Chart) => ({ envFrom: [Env.fromConfigMap(ConfigMap.fromConfigMapName(having(chart, 'ConfigMap', 'settings', 'other'), 'settings', 'settings'))] }),
    `${MAIN}/envFrom/0`,
    { configMapRef: { name: 'settings' } },
    { configMapRef: { name: 'other' } },
  ],
  ['resources', { resources }, `${MAIN}/resources/requests/cpu`, '250m', '300m'],
  ['resources', { resources }, `${MAIN}/resources/limits/cpu`, '2', '3'],
  ['resources', { resources }, `${MAIN}/resources/requests/memory`, '64Mi', '65Mi'],
  ['resources', { resources }, `${MAIN}/resources/limits/memory`, '1024Mi', '2Gi'],
  ['resources', { resources }, `${MAIN}/resources/requests/ephemeral-storage`, '100Mi', '101Mi'],
  ['resources', { resources }, `${MAIN}/resources/limits/ephemeral-storage`, '2Gi', '3Gi'],
  ['health', { health: HealthCheck.http('/healthz', { port: 9000 }) }, `${MAIN}/readinessProbe`, probed, other],
  ['liveness', { liveness: HealthCheck.exec(['/bin/alive']) }, `${MAIN}/livenessProbe/exec/command`, ['/bin/alive'], ['/bin/other']],
  ['startup', { startup: HealthCheck.http('/healthz', { port: 9000 }) }, `${MAIN}/startupProbe`, probed, other],
  ['imagePullPolicy', { imagePullPolicy: ImagePullPolicy.ALWAYS }, `${MAIN}/imagePullPolicy`, 'Always', 'Never'],
  [
    'volumes',
    (chart: Chart) => ({ volumes: [{ path: '/data', volume: Volume.fromEmptyDir(chart, 'data', 'data') }] }),
    `${MAIN}/volumeMounts/0`,
    { name: 'data', mountPath: '/data' },
    { name: 'data', mountPath: '/other' },
  ],
);

const pod: Row[] = rows(
  'Deployment',
  ['security', { security: SecurityProfile.restricted({ user: 1000 }) }, `${POD}/securityContext/runAsUser`, 1000, 1001],
  ['security', { security: SecurityProfile.restricted({ group: 2000 }) }, `${POD}/securityContext/runAsGroup`, 2000, 2001],
  ['security', { security: SecurityProfile.restricted({ fsGroup: 3000 }) }, `${POD}/securityContext/fsGroup`, 3000, 3001],
  [
    'security',
    { security: SecurityProfile.restricted({ writablePaths: ['/var/cache'] }) },
    `${MAIN}/volumeMounts/1/mountPath`,
    '/var/cache',
    '/var/other',
  ],
  ['security', { security: SecurityProfile.baseline() }, `${MAIN}/securityContext/readOnlyRootFilesystem`, false, true],
  ['security', { security: SecurityProfile.legacyRoot('binds to raw sockets') }, `${POD}/securityContext/runAsNonRoot`, false, true],
  ['terminationGracePeriod', { terminationGracePeriod: Duration.minutes(2) }, `${POD}/terminationGracePeriodSeconds`, 120, 121],
  ['drain', { drain: Duration.seconds(20) }, `${MAIN}/lifecycle/preStop`, { sleep: { seconds: 20 } }, { sleep: { seconds: 21 } }],
  [
    'imagePullSecrets',
    (chart: Chart) => ({ imagePullSecrets: [Secret.fromSecretName(chart, 'registry', 'registry')] }),
    `${POD}/imagePullSecrets`,
    [{ name: 'registry' }],
    [{ name: 'other' }],
  ],
  ['priorityClassName', { priorityClassName: 'critical' }, `${POD}/priorityClassName`, 'critical', 'low'],
  ['nodeSelector', { nodeSelector: { disk: 'ssd' } }, `${POD}/nodeSelector`, { disk: 'ssd' }, { disk: 'hdd' }],
  [
    'tolerations',
    { tolerations: [Node.tainted(taint)] },
    `${POD}/tolerations`,
    [{ key: 'dedicated', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }],
    [{ operator: 'Exists' }],
  ],
  [
    'serviceAccount',
    (chart: Chart) => ({ serviceAccount: ServiceAccount.fromServiceAccountName(having(chart, 'ServiceAccount', 'reader', 'other'), 'reader', 'reader') }),
    `${POD}/serviceAccountName`,
    'reader',
    'other',
  ],
  ['automountServiceAccountToken', { automountServiceAccountToken: true }, `${POD}/automountServiceAccountToken`, true, false],
  ['sidecars', { sidecars: [{ name: 'metrics', image: 'exporter:1' }] }, `${POD}/containers/1/image`, 'exporter:1', 'exporter:2'],
  [
    'initContainers',
    { initContainers: [{ name: 'migrate', image: 'migrate:1' }] },
    `${POD}/initContainers/0/image`,
    'migrate:1',
    'migrate:2',
  ],
  [
    'initContainers',
    { initContainers: [{ name: 'proxy', image: 'proxy:1', restartPolicy: ContainerRestartPolicy.ALWAYS }] },
    `${POD}/initContainers/0/restartPolicy`,
    'Always',
    null,
  ],
);

const template = '/spec/template/metadata';
const metadata: Row[] = rows(
  'Deployment',
  ['name', { name: 'renamed' }, '/metadata/name', 'renamed', 'other'],
  ['labels', { labels: { team: 'shop' } }, '/metadata/labels/team', 'shop', 'other'],
  ['annotations', { annotations: { 'example.com/owner': 'the shop' } }, '/metadata/annotations/example.com~1owner', 'the shop', 'other'],
  ['podLabels', { podLabels: { team: 'shop' } }, `${template}/labels/team`, 'shop', 'other'],
  [
    'podAnnotations',
    { podAnnotations: { 'example.com/owner': 'the shop' } },
    `${template}/annotations/example.com~1owner`,
    'the shop',
    'other',
  ],
);

const policy: Row[] = rows(
  'NetworkPolicy',
  ['egress', { egress: Egress.DECLARED }, '/spec/policyTypes', ['Ingress', 'Egress'], ['Ingress']],
  ['egress', { egress: Egress.OPEN }, '/spec/policyTypes', ['Ingress'], ['Ingress', 'Egress']],
);

/** Every prop of `PodProps`. */
export const podRows = [...container, ...pod, ...metadata, ...policy];

/** What a Deployment has beyond its pods: every prop of `WorkloadProps` itself. */
export const workloadRows: readonly Row[] = [...scalingRows, ...rows(
  'Deployment',
  ['replicas', { replicas: 3 }, '/spec/replicas', 3, 4],
  ['scaling', { scaling: Scaling.fixed(3) }, '/spec/replicas', 3, 4],
  ['singleton', { singleton: true }, '/spec/replicas', 1, 0],
  ['singleton', { singleton: true }, '/spec/strategy', { type: 'Recreate' }, { type: 'RollingUpdate' }],
  [
    'rollout',
    {
      rollout: DeploymentStrategy.rollingUpdate({ maxSurge: PercentOrAbsolute.absolute(2), maxUnavailable: PercentOrAbsolute.percent(10) }),
    },
    '/spec/strategy/rollingUpdate',
    { maxSurge: 2, maxUnavailable: '10%' },
    { maxSurge: 1, maxUnavailable: 0 },
  ],
)];
