import { App, Chart, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClusterTarget, DevNodePortApp, InternalBackend, Worker } from '../../lib';
import { image, type Manifest, manifestOf, manifestsOf, podOf, refusalOf, shop } from './harness';
import { served } from './prop-rows/subjects';

/** A backend in a chart of its own, and the chart. */
function backend(props: object = {}): { chart: Chart; pattern: InternalBackend } {
  const chart = shop();
  return { chart, pattern: new InternalBackend(chart, 'orders', { image, port: 8080, ...props }) };
}

const fullNamed = (container: Manifest): string => `${container.name as string} ${container.image as string}`;

test('addContainer and addInitContainer add to the pod, and what they add is hardened and drained as well', () => {
  const { chart, pattern } = backend();
  pattern.deployment.addContainer({ name: 'metrics', image: 'exporter:1', portNumber: 9102 });
  pattern.deployment.addInitContainer({ name: 'migrate', image: 'migrate:1' });
  const { containers, initContainers } = podOf(chart).spec;
  expect(containers.map(fullNamed)).toEqual([`orders ${image}`, 'metrics exporter:1']);
  expect(initContainers.map(fullNamed)).toEqual(['migrate migrate:1']);
  expect(containers[1]).toMatchObject({ ports: [{ containerPort: 9102 }], lifecycle: { preStop: { sleep: { seconds: 10 } } } });
  expect(initContainers[0]).not.toHaveProperty('lifecycle');
});

test('a container that has a hook of its own keeps it', () => {
  const { chart, pattern } = backend();
  const hook = { preStop: kplus.Handler.fromCommand(['/bin/flush']) };
  pattern.deployment.addContainer({ name: 'proxy', image, lifecycle: hook });
  pattern.deployment.addContainer({ name: 'greeter', image, lifecycle: { postStart: kplus.Handler.fromCommand(['/bin/hello']) } });
  const { containers } = podOf(chart).spec;
  expect(containers[1].lifecycle).toEqual({ preStop: { exec: { command: ['/bin/flush'] } } });
  expect(containers[2].lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } }, postStart: { exec: { command: ['/bin/hello'] } } });
});

test('addVolume and mount give a container a volume, and a /tmp or a volume name of one\'s own is left alone', () => {
  const { chart, pattern } = backend({ sidecars: [{ name: 'metrics', image }] });
  const scratch = kplus.Volume.fromEmptyDir(chart, 'scratch', 'scratch');
  pattern.deployment.addVolume(kplus.Volume.fromEmptyDir(chart, 'mine', 'tmp-orders', { medium: kplus.EmptyDirMedium.MEMORY }));
  pattern.deployment.containers[1]!.mount('/tmp', scratch);
  pattern.deployment.containers[1]!.mount('/data', scratch);
  const { containers, volumes } = podOf(chart).spec;
  expect(containers[0].volumeMounts).toEqual([{ name: 'tmp-orders-2', mountPath: '/tmp' }]);
  expect(containers[1].volumeMounts).toEqual([
    { name: 'scratch', mountPath: '/tmp' },
    { name: 'scratch', mountPath: '/data' },
  ]);
  expect(volumes.map((volume: Manifest) => volume.name)).toEqual(['scratch', 'tmp-orders', 'tmp-orders-2']);
});

test('scheduling adds to what the pattern asks for', () => {
  const { chart, pattern } = backend();
  pattern.deployment.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
  pattern.deployment.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('gpu')));
  const { affinity, tolerations } = podOf(chart).spec;
  expect(affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
    { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] },
  ]);
  expect(affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  expect(tolerations).toEqual([{ key: 'gpu', operator: 'Exists' }]);
});

test('connections select the pods of both ends, in whichever direction they are allowed', () => {
  const { chart, pattern } = backend();
  const mailer = new Worker(chart, 'mailer', { image });
  const web = new InternalBackend(chart, 'web', { image, port: 3000 });
  mailer.deployment.connections.allowTo(pattern.deployment);
  pattern.deployment.connections.allowFrom(web.deployment);
  const selected = (selector: Manifest): Manifest => {
    const pods = manifestsOf(chart)
      .filter(({ kind }) => kind === 'Deployment')
      .filter(({ spec }) => Object.entries(selector.matchLabels).every(([key, value]) => spec.template.metadata.labels[key] === value));
    return pods.map(({ metadata }) => metadata.name);
  };
  const policies = manifestsOf(chart).filter(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && !['orders', 'web', 'mailer'].includes(metadata.name),
  );
  const shown = policies.map(({ spec }) => ({
    of: selected(spec.podSelector),
    ...(spec.egress ? { to: selected(spec.egress[0].to[0].podSelector), ports: spec.egress[0].ports } : {}),
    ...(spec.ingress ? { from: selected(spec.ingress[0].from[0].podSelector), ports: spec.ingress[0].ports } : {}),
  }));
  const ports = [{ port: 8080, protocol: 'TCP' }];
  expect(shown).toEqual(
    expect.arrayContaining([
      { of: ['mailer'], to: ['orders'], ports },
      { of: ['orders'], from: ['mailer'], ports },
      { of: ['orders'], from: ['web'], ports },
      { of: ['web'], to: ['orders'], ports },
    ]),
  );
  expect(shown).toHaveLength(4);
});

test('an autoscaler of one\'s own attaches, and the Deployment leaves the number of pods to it', () => {
  const { chart, pattern } = backend();
  new kplus.HorizontalPodAutoscaler(chart, 'scaler', { target: pattern.deployment, minReplicas: 2, maxReplicas: 9 });
  expect(manifestOf(chart, 'Deployment').spec).not.toHaveProperty('replicas');
  expect(manifestOf(chart, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: 'orders',
  });
});

test('an autoscaler over a fixed number of pods is refused by cdk8s-plus', () => {
  const { chart, pattern } = backend({ replicas: 3 });
  new kplus.HorizontalPodAutoscaler(chart, 'scaler', { target: pattern.deployment, maxReplicas: 9 });
  expect(() => manifestsOf(chart)).toThrow('cannot have a fixed number of replicas (3)');
});

test.each(served)('the Service of a pattern is exposed by an Ingress: $name', (subject) => {
  const chart = shop();
  const { service } = subject.make(chart, { name: 'web', port: 80, targetPort: 3000 });
  service!.exposeViaIngress('/shop', { pathType: kplus.HttpIngressPathType.EXACT });
  expect(manifestOf(chart, 'Ingress').spec.rules[0].http.paths).toEqual([
    { path: '/shop', pathType: 'Exact', backend: { service: { name: 'web', port: { number: 80 } } } },
  ]);
});

test('podMetadata takes labels and annotations, and the pods stay selected', () => {
  const { chart, pattern } = backend();
  pattern.deployment.podMetadata.addLabel('team', 'shop');
  pattern.deployment.podMetadata.addAnnotation('example.com/owner', 'the shop');
  const { labels, annotations } = podOf(chart).metadata;
  expect(labels).toMatchObject({ team: 'shop', ...manifestOf(chart, 'Service').spec.selector });
  expect(annotations).toEqual({ 'example.com/owner': 'the shop' });
});

test('podMetadata that takes the pods away from their Service does not link', () => {
  const { chart, pattern } = backend();
  pattern.deployment.podMetadata.addLabel('cdk8s-service-patterns/service', 'other');
  const rules = refusalOf(() => manifestsOf(chart)).findings.map(({ rule }) => rule);
  expect(rules).toContain('service-selects-pods');
});

test('environment comes from Secrets, ConfigMaps, the pod and the process, at once and later', () => {
  const chart = shop();
  const secret = new kplus.Secret(chart, 'db', { metadata: { name: 'db' }, stringData: { password: 'x' } });
  const settings = new kplus.ConfigMap(chart, 'settings', { metadata: { name: 'settings' }, data: { level: 'info' } });
  const { deployment } = new Worker(chart, 'mailer', {
    image,
    env: {
      PASSWORD: secret.envValue('password'),
      LEVEL: kplus.EnvValue.fromConfigMap(settings, 'level'),
      IP: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP),
      MODE: 'batch',
    },
    envFrom: [kplus.Env.fromSecret(secret)],
  });
  deployment.containers[0]!.env.addVariable('LATE', kplus.EnvValue.fromValue('yes'));
  deployment.containers[0]!.env.copyFrom(kplus.Env.fromConfigMap(settings, 'APP_'));
  const [container] = podOf(chart).spec.containers;
  expect(container.env).toEqual([
    { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
    { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } },
    { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'MODE', value: 'batch' },
    { name: 'LATE', value: 'yes' },
  ]);
  expect(container.envFrom).toEqual([{ secretRef: { name: 'db' } }, { prefix: 'APP_', configMapRef: { name: 'settings' } }]);
});

test('props that two patterns share stay as they were, whatever is added to one of the two', () => {
  const chart = shop();
  const secret = new kplus.Secret(chart, 'secret');
  const data = kplus.Volume.fromEmptyDir(chart, 'data', 'data');
  const each = { envFrom: [kplus.Env.fromSecret(secret)] };
  const proxy = {
    name: 'proxy',
    image,
    envVariables: { A: kplus.EnvValue.fromValue('a') },
    volumeMounts: [{ path: '/data', volume: data }],
    ...each,
  };
  const shared = {
    image,
    env: { A: 'a' },
    volumes: [{ path: '/data', volume: data }],
    sidecars: [proxy],
    initContainers: [{ ...proxy, name: 'setup' }],
    ...each,
  };
  const [first] = ['first', 'second'].map((id) => new Worker(chart, id, shared).deployment);
  const before = podOf(chart, 'second');
  for (const container of [...first!.containers, ...first!.initContainers]) {
    container.env.addVariable('B', kplus.EnvValue.fromValue('b'));
    container.env.copyFrom(kplus.Env.fromSecret(secret));
    container.mount('/more', data);
  }
  expect(podOf(chart, 'second')).toEqual(before);
  expect(podOf(chart, 'first').spec.containers[1].env).toHaveLength(2);
});

test('a Service takes further ports by cdk8s-plus\'s own bind, which must lead somewhere', () => {
  const { chart, pattern } = backend();
  pattern.service.bind(9090, { name: 'metrics', targetPort: 9102 });
  expect(refusalOf(() => manifestsOf(chart)).findings.map(({ rule, field }) => [rule, field])).toEqual([
    ['policy-admits-service-port', 'spec.ports[1]'],
    ['service-target-port-open', 'spec.ports[1].targetPort'],
  ]);
  pattern.deployment.containers[0]!.addPort({ number: 9102, name: 'metrics' });
  pattern.policy.addJsonPatch(JsonPatch.add('/spec/ingress/0/ports/-', { port: 9102 }));
  expect(manifestOf(chart, 'Service').spec.ports).toEqual([
    { name: 'tcp', port: 8080, targetPort: 8080, protocol: 'TCP' },
    { name: 'metrics', port: 9090, targetPort: 9102 },
  ]);
});

test('what is added to a Deployment after one synth is in the next one, once', () => {
  const { chart, pattern } = backend({ terminationGracePeriod: Duration.minutes(1) });
  const before = podOf(chart);
  pattern.deployment.addContainer({ name: 'late', image });
  const after = podOf(chart);
  expect([before, after].map((pod) => pod.spec.containers.length)).toEqual([1, 2]);
  expect([before, after].map((pod) => pod.spec.topologySpreadConstraints.length)).toEqual([1, 1]);
  expect(podOf(chart)).toEqual(after);
});

test('a Deployment is exposed once more by cdk8s-plus, over the same pods', () => {
  const { chart, pattern } = backend();
  pattern.deployment.exposeViaService({ name: 'orders-too' });
  const [ours, theirs] = manifestsOf(chart).filter(({ kind }) => kind === 'Service');
  const labels = podOf(chart).metadata.labels;
  for (const { spec } of [ours, theirs]) expect(labels).toMatchObject(spec.selector);
});

test('a target may be applied to a chart before patterns and cdk8s-plus resources are added to it', () => {
  const chart = new Chart(App.of(shop()), 'other', { namespace: 'other' });
  new ClusterTarget({ nodePortRange: '31000-31099' }).applyTo(chart);
  new kplus.ConfigMap(chart, 'settings');
  new DevNodePortApp(chart, 'web', { image, port: 80, targetPort: 3000 });
  const [{ nodePort }] = manifestOf(chart, 'Service').spec.ports;
  expect(nodePort).toBeGreaterThanOrEqual(31000);
  expect(nodePort).toBeLessThanOrEqual(31015);
});

test('budget and policy are within reach, and take patches', () => {
  const { chart, pattern } = backend();
  pattern.policy.addJsonPatch(JsonPatch.remove('/spec/ingress/0/from'));
  pattern.budget?.addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', '10%'));
  expect(manifestOf(chart, 'NetworkPolicy').spec.ingress).toEqual([{ ports: [{ port: 8080, protocol: 'TCP' }] }]);
  expect(manifestOf(chart, 'PodDisruptionBudget').spec.maxUnavailable).toBe('10%');
});

test('a budget is there only where there are pods to spare', () => {
  expect(backend({ replicas: 1 }).pattern.budget).toBeUndefined();
  expect(backend({ singleton: true }).pattern.budget).toBeUndefined();
  expect(new Worker(shop(), 'mailer', { image }).budget?.kind).toBe('PodDisruptionBudget');
});
