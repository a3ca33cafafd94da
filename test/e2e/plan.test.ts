import { clientManifests } from '../../e2e/client';
import type { Manifest } from '../../e2e/manifest';
import { planOf } from '../../e2e/plan';

const client = clientManifests('e2e-client', 'client:1', {});

interface Served {
  readonly replicas?: number;
  readonly readiness?: object;
  readonly protocol?: string;
  readonly labels?: Record<string, string>;
}

function deployment(name: string, { replicas = 2, readiness, protocol = 'TCP', labels = { app: name } }: Served = {}): Manifest {
  const container = { name, image: `${name}:1`, ports: [{ name: 'web', containerPort: 8080, protocol }], ...(readiness ? { readinessProbe: readiness } : {}) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  };
}

function service(name: string, { protocol = 'TCP', selector = { app: name }, clusterIP }: { protocol?: string; selector?: object; clusterIP?: string } = {}): Manifest {
  const ports = [{ name: 'web', port: 80, targetPort: 8080, protocol }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector, ports, ...(clusterIP ? { clusterIP } : {}) } };
}

test('a port is asked for the page that its readiness asks for, by number or by name of the port', () => {
  for (const port of [8080, 'web']) {
    const plan = planOf([deployment('web', { readiness: { httpGet: { path: '/healthz', port } } }), service('web')], client);

    expect(plan.questions).toEqual([{ namespace: 'shop', service: 'web', port: 80, path: '/healthz', headless: false }]);
  }
});

test.each([
  ['opens a connection', { tcpSocket: { port: 8080 } }],
  ['asks another port', { httpGet: { path: '/', port: 9000 } }],
  ['wants TLS', { httpGet: { path: '/', port: 8080, scheme: 'HTTPS' } }],
  ['speaks gRPC', { grpc: { port: 8080 } }],
])('a port whose readiness %s is asked for a connection', (_, readiness) => {
  const { questions } = planOf([deployment('web', { readiness }), service('web')], client);

  expect(questions).toEqual([{ namespace: 'shop', service: 'web', port: 80, headless: false }]);
});

test('a port that is not TCP is told of, and not asked', () => {
  const plan = planOf([deployment('dns', { protocol: 'UDP' }), service('dns', { protocol: 'UDP' })], client);

  expect(plan).toMatchObject({ questions: [], loads: [], unasked: ['dns:80/UDP was not asked: no client here speaks UDP'] });
  expect(plan.restarts).toEqual([{ namespace: 'shop', workload: 'deployment/dns', pods: 2 }]);
});

test('a workload that nothing reaches is restarted all the same', () => {
  expect(planOf([deployment('worker')], client)).toMatchObject({
    questions: [],
    loads: [],
    restarts: [{ namespace: 'shop', workload: 'deployment/worker' }],
  });
});

test('no loss is promised where a rollout may take the only pod', () => {
  const recreated = deployment('cache', { replicas: 1 });
  const singleton = { ...recreated, spec: { ...(recreated.spec as object), strategy: { type: 'Recreate' } } };
  const { loads } = planOf([deployment('web'), service('web'), singleton, service('cache')], client);

  expect(loads.map(({ question, promised }) => [question.service, promised])).toEqual([['cache', false], ['web', true]]);
});

test('a canary and the stable pods behind one Service are asked once, and nothing is lost while either stays', () => {
  const shared = { team: 'web' };
  const one = { type: 'Recreate' };
  const canary = deployment('web-canary', { replicas: 1, labels: { ...shared, track: 'canary' } });
  const manifests = [
    deployment('web', { labels: { ...shared, track: 'stable' } }),
    { ...canary, spec: { ...(canary.spec as object), strategy: one } },
    service('web', { selector: shared }),
  ];
  const { questions, loads, restarts } = planOf(manifests, client);

  expect(questions).toHaveLength(1);
  expect(loads).toEqual([{ question: questions[0], promised: true }]);
  expect(restarts.map(({ workload }) => workload)).toEqual(['deployment/web', 'deployment/web-canary']);
});

test('a headless Service is asked by name, and its load goes to the Service beside it', () => {
  const manifests = [deployment('db'), service('db-pods', { selector: { app: 'db' }, clusterIP: 'None' }), service('db')];
  // Headless Services ignore a target port that differs, so the linker sees none there.
  const headless = { ...manifests[1]!, spec: { ...(manifests[1]!.spec as object), ports: [{ name: 'web', port: 8080 }] } };
  const { questions, loads } = planOf([manifests[0]!, headless, manifests[2]!], client);

  expect(questions.map((question) => [question.service, question.headless])).toEqual([['db', false], ['db-pods', true]]);
  expect(loads.map(({ question }) => question.service)).toEqual(['db']);
});

describe('the client', () => {
  const policy = (ingress: object[]): Manifest => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'], ingress },
  });
  const guarded = (ingress: object[]): string[] =>
    planOf([deployment('web'), service('web'), policy(ingress)], client).guarded.map(({ workload }) => workload);

  test('needs a policy where declared clients alone are admitted', () => {
    expect(guarded([{ from: [{ podSelector: { matchLabels: { app: 'shop' } } }] }])).toEqual(['Deployment web']);
  });

  test('needs none where pods of the cluster are', () => {
    expect(guarded([{ from: [{ namespaceSelector: {} }] }])).toEqual([]);
    expect(planOf([deployment('web'), service('web')], client).guarded).toEqual([]);
  });
});
