import { Chart, Duration, Size } from 'cdk8s';
import { DeploymentStrategy, Protocol } from 'cdk8s-plus-28';
import { HealthCheck, InternalBackend, LinkedApp, PublicLoadBalancedApp, Worker } from '../../lib';
import { image, type Manifest, manifestOf, manifestsOf, podOf, shop, valueAt } from './harness';
import { MAIN, POD } from './prop-rows/row';
import { deployed, patterns, served, type Subject } from './prop-rows/subjects';

const made = (subject: Subject, props: object = {}): Manifest[] => {
  const chart = shop();
  subject.make(chart, props);
  return manifestsOf(chart);
};
const kindOf = (manifests: Manifest[], kind: string): Manifest => manifests.find((manifest) => manifest.kind === kind);
const ours = { 'cdk8s-service-patterns/service': 'orders', 'cdk8s-service-patterns/track': 'stable' };

/** The reason, the kind of object, the place, and what it holds. */
const promises: [string, string, string, unknown][] = [
  ['one pod would be an outage at every node drain, so there are two', 'Deployment', '/spec/replicas', 2],
  [
    'capacity never drops during a rollout: new pods are ready before old ones go',
    'Deployment',
    '/spec/strategy/rollingUpdate',
    { maxUnavailable: 0, maxSurge: '25%' },
  ],
  ['a node drain takes one pod at a time', 'PodDisruptionBudget', '/spec/maxUnavailable', 1],
  ['a drain never waits for pods that are unwell anyway', 'PodDisruptionBudget', '/spec/unhealthyPodEvictionPolicy', 'AlwaysAllow'],
  ['a budget counts the Deployment\'s own pods, not a canary\'s', 'PodDisruptionBudget', '/spec/selector/matchLabels', ours],
  [
    'pods survive the loss of a zone, each revision spread by itself, and never stay Pending for it',
    'Deployment',
    `${POD}/topologySpreadConstraints`,
    [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: ours },
        matchLabelKeys: ['pod-template-hash'],
      },
    ],
  ],
  [
    'pods prefer different nodes, and still start on one',
    'Deployment',
    `${POD}/affinity/podAntiAffinity`,
    {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'orders' } },
            namespaces: ['shop'],
          },
        },
      ],
    },
  ],
  [
    'a restart for bad health is asked for, or it turns a slow dependency into a restart storm',
    'Deployment',
    `${MAIN}/livenessProbe`,
    undefined,
  ],
  ['requests under way have half a minute after the drain', 'Deployment', `${POD}/terminationGracePeriodSeconds`, 45],
  ['a pod that talks to no API server holds no token for it', 'Deployment', `${POD}/automountServiceAccountToken`, false],
  ['variables such as ORDERS_PORT=tcp://… break programs that read ORDERS_PORT', 'Deployment', `${POD}/enableServiceLinks`, false],
  [
    'a pod is scheduled by what it needs',
    'Deployment',
    `${MAIN}/resources/requests`,
    { cpu: '100m', memory: '512Mi', 'ephemeral-storage': '128Mi' },
  ],
  [
    'memory is never taken from a neighbour, disks never fill, and CPU is never throttled',
    'Deployment',
    `${MAIN}/resources/limits`,
    { memory: '512Mi', 'ephemeral-storage': '1Gi' },
  ],
  ['a writable /tmp cannot fill its node', 'Deployment', `${POD}/volumes`, [{ name: 'tmp-orders', emptyDir: { sizeLimit: '256Mi' } }]],
  ['what was tested is what runs: an image is pulled once', 'Deployment', `${MAIN}/imagePullPolicy`, 'IfNotPresent'],
  ['nothing writes to its own image', 'Deployment', `${MAIN}/securityContext/readOnlyRootFilesystem`, true],
  ['nothing runs as root', 'Deployment', `${POD}/securityContext/runAsNonRoot`, true],
  ['system calls are the runtime\'s usual ones', 'Deployment', `${POD}/securityContext/seccompProfile`, { type: 'RuntimeDefault' }],
];

const servedPromises: typeof promises = [
  ['no traffic arrives before somebody listens', 'Deployment', `${MAIN}/readinessProbe`, { tcpSocket: { port: 8080 } }],
  ['endpoints leave every node before the process is told to stop', 'Deployment', `${MAIN}/lifecycle/preStop`, { sleep: { seconds: 10 } }],
  [
    'a Service selects by a label of its own, which no other release bears',
    'Service',
    '/spec/selector',
    { 'cdk8s-service-patterns/service': 'orders' },
  ],
  [
    'a policy admits traffic to the declared ports and to no other',
    'NetworkPolicy',
    '/spec/ingress/0/ports',
    [{ port: 8080, protocol: 'TCP' }],
  ],
];

describe.each(deployed)('$name', (subject) => {
  test.each([...promises, ...(served.includes(subject) ? servedPromises : [])])('%s', (_, kind, at, expected) => {
    const manifest = kindOf(made(subject), kind);
    expect(manifest.metadata.name).toBe('orders');
    expect(valueAt(manifest, at)).toEqual(expected);
  });

  test('a singleton never runs twice, is not spread, and never holds up a node drain', () => {
    const manifests = made(subject, { singleton: true });
    const { spec } = kindOf(manifests, 'Deployment');
    expect([spec.replicas, spec.strategy]).toEqual([1, { type: 'Recreate' }]);
    expect(spec.template.spec).not.toHaveProperty('topologySpreadConstraints');
    expect(spec.template.spec).not.toHaveProperty('affinity');
    expect(kindOf(manifests, 'PodDisruptionBudget')).toBeUndefined();
  });

  test.each([0, 1])('a budget over %d pods would keep a node from being drained, so there is none', (replicas) => {
    expect(kindOf(made(subject, { replicas }), 'PodDisruptionBudget')).toBeUndefined();
  });

  test('a port of 1024 or more needs no sysctl, and one below gets the one that Pod Security permits', () => {
    const ports = [1024, 1023].map((number) => ({ sidecars: [{ name: 'proxy', image, ports: [{ number }] }] }));
    const sysctls = ports.map((props) => kindOf(made(subject, props), 'Deployment').spec.template.spec.securityContext.sysctls);
    expect(sysctls).toEqual([undefined, [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }]]);
  });
});

describe('who may connect', () => {
  const ingress = (name: string): unknown => kindOf(made(patterns.find((subject) => subject.name === name)!), 'NetworkPolicy').spec.ingress;

  test('a Worker admits nobody', () => {
    expect(ingress('Worker')).toEqual([]);
  });

  test('an InternalBackend admits the pods of the cluster, so that a scraper and a gateway work', () => {
    expect(ingress('InternalBackend')).toEqual([{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080, protocol: 'TCP' }] }]);
  });

  test.each(['DevNodePortApp', 'PublicLoadBalancedApp'])('a %s admits anybody, because outside addresses are not known here', (name) => {
    expect(ingress(name)).toEqual([{ ports: [{ port: 8080, protocol: 'TCP' }] }]);
  });

  test('a port that two Service ports lead to is admitted once, and one of two protocols twice', () => {
    const chart = shop();
    const ports = [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'alt', port: 8000, targetPort: 8080 },
      { name: 'quic', port: 443, targetPort: 8080, protocol: Protocol.UDP },
    ];
    new PublicLoadBalancedApp(chart, 'web', { image, ports });
    expect(manifestOf(chart, 'NetworkPolicy').spec.ingress[0].ports).toEqual([
      { port: 8080, protocol: 'TCP' },
      { port: 8080, protocol: 'UDP' },
    ]);
  });
});

describe('what depends on the target', () => {
  test.each<[string, unknown]>([
    ['1.29', undefined],
    ['1.30', { preStop: { sleep: { seconds: 10 } } }],
  ])('Kubernetes %s stops pods with %j', (kubernetesVersion, lifecycle) => {
    const chart = shop({ kubernetesVersion });
    new InternalBackend(chart, 'orders', { image, port: 8080 });
    expect(podOf(chart).spec.containers[0].lifecycle).toEqual(lifecycle);
  });

  test('a chart without a namespace separates its pods wherever they run', () => {
    const chart = new Chart(new LinkedApp({ printLinks: false }), 'shop');
    new InternalBackend(chart, 'orders', { image, port: 8080 });
    const [term] = podOf(chart).spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    expect(term.podAffinityTerm).not.toHaveProperty('namespaces');
  });

  test('the target\'s resources serve every container, and what a container says of itself goes before', () => {
    const chart = shop({ resources: { cpu: {}, memory: { limit: Size.mebibytes(256) } } });
    const metrics = { name: 'metrics', image, resources: { memory: { limit: Size.mebibytes(16) }, ephemeralStorage: {} } };
    new Worker(chart, 'mailer', {
      image,
      resources: { memory: { limit: Size.gibibytes(8) } },
      sidecars: [metrics],
      initContainers: [{ image }],
    });
    const { containers, initContainers } = podOf(chart).spec;
    const storage = { requests: { 'ephemeral-storage': '128Mi' } };
    expect([...containers, ...initContainers].map((container: Manifest) => container.resources)).toEqual([
      { ...storage, limits: { memory: '8192Mi', 'ephemeral-storage': '1Gi' } },
      { limits: { memory: '16Mi' } },
      { ...storage, limits: { memory: '256Mi', 'ephemeral-storage': '1Gi' } },
    ]);
  });
});

describe('what is said overrides the default', () => {
  test('a drain of zero switches the hook off', () => {
    const chart = shop();
    new InternalBackend(chart, 'orders', { image, port: 8080, drain: Duration.seconds(0) });
    expect(podOf(chart).spec.containers[0]).not.toHaveProperty('lifecycle');
  });

  test('a singleton may be scaled to zero', () => {
    const chart = shop();
    new Worker(chart, 'mailer', { image, singleton: true, replicas: 0 });
    expect(manifestOf(chart, 'Deployment').spec.replicas).toBe(0);
  });

  test('no check at all leaves no probe', () => {
    const chart = shop();
    new InternalBackend(chart, 'orders', { image, port: 8080, health: HealthCheck.none('a UDP-like protocol over TCP') });
    expect(podOf(chart).spec.containers[0]).not.toHaveProperty('readinessProbe');
  });

  test('a rollout of one\'s own is kept', () => {
    const chart = shop();
    new Worker(chart, 'mailer', { image, rollout: DeploymentStrategy.recreate() });
    expect(manifestOf(chart, 'Deployment').spec.strategy).toEqual({ type: 'Recreate' });
  });
});
