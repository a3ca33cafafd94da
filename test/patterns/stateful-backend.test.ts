import { ApiObject, App, Chart, Size } from 'cdk8s';
import { HorizontalPodAutoscaler } from 'cdk8s-plus-28';
import { AllowFrom, Egress, LinkedApp, SecurityProfile, StatefulBackend, type StatefulBackendProps, Worker } from '../../lib';
import { image, type Manifest, manifestOf, manifestsOf, podOf, shop } from './harness';

const data = { storage: [{ mountPath: '/data', size: Size.gibibytes(10) }] };
const own = [{ podSelector: { matchLabels: { 'cdk8s-service-patterns/service': 'db' } } }];
const dns = { ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] };

function database(chart: Chart, props: Partial<StatefulBackendProps> = {}): StatefulBackend {
  return new StatefulBackend(chart, 'db', { image, ...data, ...(props.ports ? {} : { port: 5432 }), ...props });
}

/** A chart with a database, and the database. */
function made(props: Partial<StatefulBackendProps> = {}): { chart: Chart; db: StatefulBackend } {
  const chart = shop();
  return { chart, db: database(chart, props) };
}

const setOf = (props: Partial<StatefulBackendProps> = {}): Manifest => manifestOf(made(props).chart, 'StatefulSet').spec;
const policyOf = (props: Partial<StatefulBackendProps> = {}): Manifest => manifestOf(made(props).chart, 'NetworkPolicy', 'db').spec;

describe('one pod', () => {
  test('is all there is by default, for two pods of a database are two databases', () => {
    const { chart, db } = made();
    expect(manifestOf(chart, 'StatefulSet').spec.replicas).toBe(1);
    expect(db.budget).toBeUndefined();
    expect(manifestsOf(chart).map(({ kind }) => kind as string).sort()).toEqual(['NetworkPolicy', 'Service', 'Service', 'StatefulSet']);
  });

  test('does not linger when it stops, for its successor waits until it is gone', () => {
    const pod = setOf().template.spec;
    expect(pod.containers[0]).not.toHaveProperty('lifecycle');
    expect(pod.terminationGracePeriodSeconds).toBe(120);
  });

  test('keeps away from nobody', () => {
    const pod = setOf().template.spec;
    expect(pod).not.toHaveProperty('affinity');
    expect(pod).not.toHaveProperty('topologySpreadConstraints');
  });
});

describe('several pods', () => {
  test('leave one at a time, each when its endpoints have', () => {
    const { chart, db } = made({ replicas: 3 });
    expect(ApiObject.of(db.budget!).toJson()).toMatchObject({ spec: { maxUnavailable: 1 } });
    expect(podOf(chart).spec.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
  });

  test('are spread over nodes and zones, all revisions together, for none of them has more than one pod of a name', () => {
    const pod = setOf({ replicas: 3 }).template.spec;
    expect(pod.topologySpreadConstraints).toHaveLength(1);
    expect(pod.topologySpreadConstraints[0]).not.toHaveProperty('matchLabelKeys');
    expect(pod.affinity.podAntiAffinity).toHaveProperty('preferredDuringSchedulingIgnoredDuringExecution');
  });

  test('are as many as an autoscaler says, where nobody else does', () => {
    const { chart, db } = made();
    new HorizontalPodAutoscaler(chart, 'scaler', { target: db.statefulSet, maxReplicas: 5 });
    expect(manifestOf(chart, 'StatefulSet').spec).not.toHaveProperty('replicas');
    expect(db.pod(4).host).toBe('db-4.db-headless.shop.svc');
  });
});

describe('the names of pods', () => {
  test('are as many as there are pods, and hold in every namespace', () => {
    expect(made({ replicas: 2 }).db.podHosts).toEqual(['db-0.db-headless.shop.svc', 'db-1.db-headless.shop.svc']);
    expect(made().db.podHosts).toEqual(['db-0.db-headless.shop.svc']);
    expect(made({ replicas: 0 }).db.podHosts).toEqual([]);
  });

  test('are short where nobody says the namespace', () => {
    const chart = new Chart(new LinkedApp({ printLinks: false }), 'shop');
    expect(database(chart, { headlessServiceName: 'members' }).pod(0)).toMatchObject({ name: 'db-0', host: 'db-0.members' });
  });

  test('come from a Service that selects by our label alone, knows pods that are not ready, and forwards nothing', () => {
    const { chart } = made({ port: 80, targetPort: 8080 });
    expect(manifestOf(chart, 'StatefulSet').spec.serviceName).toBe('db-headless');
    expect(manifestOf(chart, 'Service', 'db-headless').spec).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: { 'cdk8s-service-patterns/service': 'db' },
      ports: [{ name: 'tcp', port: 8080, targetPort: 8080, protocol: 'TCP' }],
    });
    expect(manifestOf(chart, 'Service', 'db').spec).toMatchObject({ ports: [{ port: 80, targetPort: 8080 }] });
    expect(manifestOf(chart, 'Service', 'db').spec).not.toHaveProperty('publishNotReadyAddresses');
  });

  test('leave the author a Service whose selector may be narrowed', () => {
    const { chart, db } = made({ podLabels: { tier: 'data' } });
    db.headlessService.selectLabel('tier', 'data');
    db.headlessService.select(db.statefulSet);
    expect(manifestOf(chart, 'Service', 'db-headless').spec.selector).toEqual({
      'cdk8s-service-patterns/service': 'db', 'cdk8s.io/metadata.addr': 'db', tier: 'data',
    });
  });

  test('lead to a port that a sidecar names by its number', () => {
    const exporter = { name: 'exporter', image, ports: [{ number: 9187, name: 'metrics' }] };
    const ports = [{ name: 'db', port: 5432 }, { name: 'alt', port: 5433, targetPort: 5432 }, { name: 'scrape', port: 80, targetPort: 'metrics' }];
    const { chart } = made({ ports, sidecars: [exporter] });
    expect(manifestOf(chart, 'Service', 'db-headless').spec.ports.map(({ name, port }: Manifest) => [name, port])).toEqual([['db', 5432], ['scrape', 9187]]);
  });
});

describe('a client of one pod', () => {
  test('is told its name and the port of the container, let in, and proved', () => {
    const { chart, db } = made({ replicas: 3, port: 80, targetPort: 8080, allowFrom: AllowFrom.connected() });
    const far = new Chart(App.of(chart), 'far', { namespace: 'far' });
    new Worker(far, 'writer', { image, connectsTo: [db.pod(0)], egress: Egress.DECLARED });
    const { env } = podOf(far).spec.containers[0];
    expect(Object.fromEntries(env.map(({ name, value }: Manifest) => [name, value]))).toEqual({
      DB_0_HOST: 'db-0.db-headless.shop.svc', DB_0_PORT: '8080', DB_0_ADDR: 'db-0.db-headless.shop.svc:8080',
    });
    const app = App.of(chart);
    if (!(app instanceof LinkedApp)) throw new Error('not linked');
    app.synthYaml();
    expect(app.linkReport).toMatch(/^far\/Deployment writer → shop\/db-headless:8080\/TCP tcp$/m);
    expect(manifestOf(far, 'NetworkPolicy').spec.egress[0].ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
    expect(JSON.stringify(manifestOf(chart, 'NetworkPolicy').spec.ingress)).toContain('"cdk8s-service-patterns/service":"writer"');
  });

  test('may be a pod of the set itself, such as a replica that follows the first', () => {
    const { chart, db } = made({ replicas: 2, egress: Egress.DECLARED });
    db.connectTo(db.pod(0).port('tcp'), { prefix: 'PRIMARY' });
    expect(podOf(chart).spec.containers[0].env).toContainEqual({ name: 'PRIMARY_HOST', value: 'db-0.db-headless' });
  });

  test('is refused by the linker where a policy of somebody else keeps it out', () => {
    const { chart, db } = made();
    new Worker(chart, 'writer', { image, connectsTo: [db.pod(0)] });
    ApiObject.of(db.policy).addJsonPatch({ _toJson: () => ({ op: 'replace', path: '/spec/ingress', value: [{ from: own }] }) } as never);
    expect(() => manifestsOf(chart)).toThrow(/error\[connection-admitted]/);
  });
});

describe('who is admitted', () => {
  const peerPorts = [{ name: 'raft', port: 7000 }];

  test('to peer ports: the pods alone', () => {
    expect(policyOf({ peerPorts }).ingress).toEqual([
      { from: [{ namespaceSelector: {} }], ports: [{ port: 5432, protocol: 'TCP' }] },
      { from: own, ports: [{ port: 7000, protocol: 'TCP' }] },
    ]);
    expect(manifestOf(made({ peerPorts }).chart, 'Service', 'db').spec.ports).toHaveLength(1);
  });

  test('to the ports of clients: the pods too, whoever else is', () => {
    expect(policyOf({ peerPorts, allowFrom: AllowFrom.namespaces('web') }).ingress[1]).toEqual({
      from: own, ports: [{ port: 5432, protocol: 'TCP' }, { port: 7000, protocol: 'TCP' }],
    });
    expect(policyOf({ allowFrom: AllowFrom.namespace() }).ingress).toEqual([{ from: [{ podSelector: {} }], ports: [{ port: 5432, protocol: 'TCP' }] }]);
  });

  test('by the platform: to what clients may use, and to no peer port', () => {
    const chart = shop({ platformClients: [{ namespace: 'monitoring' }] });
    database(chart, { peerPorts, allowFrom: AllowFrom.connected() });
    const { ingress } = manifestOf(chart, 'NetworkPolicy').spec;
    const monitoring = ingress.find(({ from }: Manifest) => JSON.stringify(from).includes('monitoring'));
    expect(monitoring.ports).toEqual([{ port: 5432, protocol: 'TCP' }]);
  });

  test('out, where egress is declared: to each other and to DNS', () => {
    expect(policyOf({ peerPorts, egress: Egress.DECLARED }).egress).toEqual([
      { to: own, ports: [{ port: 5432, protocol: 'TCP' }, { port: 7000, protocol: 'TCP' }] }, dns,
    ]);
  });
});

describe('the group of volumes', () => {
  const contextOf = (security?: SecurityProfile, storage: StatefulBackendProps['storage'] = data.storage): Manifest =>
    setOf({ storage, ...(security ? { security } : {}) }).template.spec.securityContext;

  test.each<[string, SecurityProfile | undefined, number | undefined]>([
    ['any, where nobody says who runs', undefined, 65532],
    ['that of the user', SecurityProfile.restricted({ user: 999 }), 999],
    ['the group, where there is one', SecurityProfile.baseline({ user: 999, group: 70 }), 70],
    ['what the profile says', SecurityProfile.restricted({ user: 999, fsGroup: 5 }), 5],
    ['none for root, which writes anywhere', SecurityProfile.legacyRoot('the image is old'), undefined],
  ])('is %s', (_, security, group) => {
    expect(contextOf(security).fsGroup).toBe(group);
    expect(contextOf(security).fsGroupChangePolicy).toBe(group === undefined ? 'Always' : 'OnRootMismatch');
  });

  test('is none where nothing is kept', () => {
    expect(contextOf(SecurityProfile.restricted({ user: 999 }), [])).not.toHaveProperty('fsGroup');
  });
});

describe('storage', () => {
  test('that is not there leaves no trace', () => {
    expect(setOf({ storage: [] })).not.toHaveProperty('volumeClaimTemplates');
    expect(setOf({ storage: [] })).not.toHaveProperty('persistentVolumeClaimRetentionPolicy');
  });

  test('is claimed, and is no volume of the pod besides', () => {
    const { template } = setOf();
    expect(template.spec.volumes).toEqual([{ name: 'tmp-db', emptyDir: { sizeLimit: '256Mi' } }]);
    expect(setOf({ security: SecurityProfile.baseline() }).template.spec).not.toHaveProperty('volumes');
  });

  test('is mounted by a container that is added later', () => {
    const { chart, db } = made();
    db.statefulSet.addContainer({ name: 'backup', image, volumeMounts: [{ path: '/data', volume: db.volume('data'), readOnly: true }] });
    const pod = podOf(chart).spec;
    expect(pod.containers[1].volumeMounts).toContainEqual({ name: 'data', mountPath: '/data', readOnly: true });
    expect(pod.volumes.map(({ name }: Manifest) => name)).not.toContain('data');
  });

  test('of two backends may be one list', () => {
    const chart = shop();
    for (const id of ['a', 'b']) new StatefulBackend(chart, id, { image, port: 80, ...data });
    const [a, b] = ['a', 'b'].map((name) => manifestOf(chart, 'StatefulSet', name).spec.volumeClaimTemplates);
    expect(a).toEqual(b);
  });
});

test('a name of 52 characters, the longest whose pods start, fits everywhere', () => {
  const name = `a${'b'.repeat(51)}`;
  const chart = shop();
  new StatefulBackend(chart, name, { image, port: 80, ...data });
  expect(manifestsOf(chart).map(({ metadata }) => metadata.name as string)).toEqual([`${name}-headless`, name, name, name]);
});

test('construct ids are what they always were, because other constructs and dependencies refer to them', () => {
  const { db } = made({ replicas: 3 });
  expect(db.node.findAll().map(({ node }) => node.path)).toEqual([
    'shop/db', 'shop/db/Headless', 'shop/db/Headless/Resource', 'shop/db/StatefulSet', 'shop/db/StatefulSet/Resource',
    'shop/db/Volume-data', 'shop/db/Budget', 'shop/db/Service', 'shop/db/Service/Resource', 'shop/db/Policy',
  ]);
});
