import { App, Chart, Size } from 'cdk8s';
import { EnvValue, PersistentVolumeAccessMode, PodManagementPolicy, Protocol, StatefulSetUpdateStrategy } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { AllowFrom, Egress, HealthCheck, StatefulBackend, StorageRetention, Worker } from '../../lib';
import { buildGraph } from '../../lib/graph/graph';
import { mayReach } from '../../lib/graph/reach';
import { DEFAULT_TARGET, formatText, link } from '../../lib/linker';
import { toInput } from '../rules/manifests';
import { asSidecar, ports, service, sidecar, word, workload } from './arbitrary-apps';
import { image, type Manifest, manifestsOf, shop } from './harness';

const RUNS = { numRuns: 60 };

/** Rules that may speak of a healthy database: each of something that its author asked for. */
const ASKED_FOR = ['traffic-policy-has-local-pods', 'grpc-needs-balancing'];

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => { jest.restoreAllMocks(); });

/** A database or broker that somebody might write. */
interface Plan {
  readonly id: string;
  readonly props: Manifest;
}

const disk = fc.record(
  {
    name: fc.constantFrom('data', 'wal'),
    subPath: fc.constantFrom('pgdata', 'a/b'),
    size: fc.integer({ min: 1, max: 5000 }).map((amount) => Size.mebibytes(amount)),
    storageClass: fc.constantFrom('', 'fast', 'csi.example.com'),
    accessMode: fc.constantFrom(...Object.values(PersistentVolumeAccessMode).filter((mode) => mode !== PersistentVolumeAccessMode.READ_ONLY_MANY)),
  },
  { requiredKeys: ['name', 'size'] },
).map((entry) => ({ ...entry, mountPath: `/var/lib/${entry.name}` }));

const peerPort = fc.record(
  { name: fc.constantFrom('peer-a', 'peer-b', 'peer-c'), port: fc.integer({ min: 1, max: 65535 }), protocol: fc.constantFrom(Protocol.TCP, Protocol.UDP) },
  { requiredKeys: ['name', 'port'] },
);

const stateful = fc.record(
  {
    podManagementPolicy: fc.constantFrom(...Object.values(PodManagementPolicy)),
    rollout: fc.constantFrom(StatefulSetUpdateStrategy.onDelete(), StatefulSetUpdateStrategy.rollingUpdate({ partition: 2 })),
    headlessServiceName: word.map((name) => `${name}-members`),
    allowFrom: fc.constantFrom(AllowFrom.namespace(), AllowFrom.connected(), AllowFrom.namespaces('monitoring'), AllowFrom.cidrs('10.0.0.0/8')),
    egress: fc.constantFrom(Egress.OPEN, Egress.DECLARED),
    metrics: fc.integer({ min: 1, max: 65535 }).map((port) => ({ port })),
  },
  { requiredKeys: [] },
);

const plan: fc.Arbitrary<Plan> = fc.array(sidecar, { maxLength: 2 }).chain((sidecars) =>
  fc
    .record({
      id: word,
      workload,
      service,
      stateful,
      ports: ports(sidecars.length),
      peerPorts: fc.uniqueArray(peerPort, { maxLength: 3, selector: ({ name }) => name }),
      storage: fc.uniqueArray(disk, { maxLength: 2, selector: ({ name }) => name }),
      retention: fc.record({ whenDeleted: fc.constantFrom(...Object.values(StorageRetention)), whenScaled: fc.constantFrom(...Object.values(StorageRetention)) }, { requiredKeys: [] }),
    })
    .map((drawn): Plan => {
      const named = sidecars.map(asSidecar);
      const open = drawn.ports.some(({ protocol, targetPort }) => (protocol ?? Protocol.TCP) === Protocol.TCP && typeof targetPort !== 'string');
      const taken = new Set(drawn.ports.map(({ port, targetPort = port, protocol = Protocol.TCP }) => `${String(targetPort)}/${protocol as string}`));
      const peerPorts = drawn.peerPorts.filter(({ port, protocol = Protocol.TCP }) => !taken.has(`${String(port)}/${protocol}`) && taken.add(`${String(port)}/${protocol}`));
      const { metrics, ...rest } = drawn.stateful;
      // Metrics have a port of their own.
      const measured = metrics && !taken.has(`${String(metrics.port)}/${Protocol.TCP}`) ? { metrics } : {};
      return {
        id: drawn.id,
        props: {
          image, ...drawn.workload, ...drawn.service, ...rest, ...measured, sidecars: named, ports: drawn.ports, peerPorts, storage: drawn.storage,
          ...(drawn.storage.length > 0 ? drawn.retention : {}),
          ...(open ? {} : { health: HealthCheck.none('nothing speaks TCP') }),
        },
      };
    }),
);

/** Makes a database whose pods are told of each other, and somebody who connects to it and to its first pod. */
function make(chart: Chart, { id, props }: Plan): void {
  const made = new StatefulBackend(chart, id, props);
  made.container.env.addVariable('peers', EnvValue.fromValue(made.podHosts.join(',')));
  const client = new Worker(chart, `${id}-client-of-it`, { image, egress: props.egress });
  client.connectTo(made, { prefix: 'ALL' });
  if (made.podHosts.length > 0) client.connectTo(made.pod(0), { prefix: 'FIRST' });
}

function written(plans: readonly Plan[], kubernetesVersion = '1.34'): Manifest[] {
  const chart = shop({ kubernetesVersion });
  for (const entry of plans) make(chart, entry);
  return manifestsOf(chart);
}

const graphOf = (manifests: readonly Manifest[]): ReturnType<typeof buildGraph> => buildGraph(manifests.map((manifest) => ({ manifest, target: DEFAULT_TARGET })));

test('whatever the props accept links without a finding, and the API server accepts it, on any target', () => {
  fc.assert(
    fc.property(plan, fc.constantFrom('1.28', '1.29', '1.30', '1.34'), ({ id, props }, kubernetesVersion) => {
      const newer = { ...(kubernetesVersion < '1.30' ? { drain: undefined } : {}), ...(kubernetesVersion < '1.34' ? { trafficDistribution: undefined } : {}) };
      const manifests = written([{ id, props: { ...props, ...newer } }], kubernetesVersion);
      const target = { kubernetesVersion };
      const { findings } = link(toInput(manifests, { ours: true, apiServer: true, target }));
      // Its author says why nothing is checked; here nobody hears it.
      const unasked = findings.filter(({ rule }) => !ASKED_FOR.includes(rule) && !(rule === 'readiness-behind-service' && props.health));
      expect(formatText(unasked)).toBe('');
    }),
    { numRuns: 100 },
  );
});

test('the pods reach each other at every port, and nobody else reaches them at peer ports', () => {
  fc.assert(
    fc.property(plan, (entry) => {
      const { workloads, policies } = graphOf(written([entry]));
      const [set, client] = [entry.id, `${entry.id}-client-of-it`].map((name) => workloads.find(({ object }) => object.name === name)!);
      const [to, stranger] = [set!, client!];
      for (const { port, targetPort = port, protocol = 'TCP' } of [...entry.props.ports, ...entry.props.peerPorts] as Manifest[]) {
        const number = typeof targetPort === 'string' ? 20000 + Number(/\d+$/.exec(targetPort)![0]) : (targetPort as number);
        expect(mayReach(policies, { from: to, to, port: number, protocol })).toBe('yes');
        expect(mayReach(policies, { from: stranger, to, port: number, protocol })).toBe(entry.props.peerPorts.some((peer: Manifest) => peer.port === port && (peer.protocol ?? 'TCP') === protocol) ? 'no' : 'yes');
      }
    }),
    RUNS,
  );
});

test('every claim that a container mounts is asked for once, and no pod has a volume of that name', () => {
  fc.assert(
    fc.property(plan, (entry) => {
      const { spec } = written([entry]).find(({ kind }) => kind === 'StatefulSet');
      const claims: string[] = (spec.volumeClaimTemplates ?? []).map(({ metadata }: Manifest) => metadata.name);
      const volumes: string[] = (spec.template.spec.volumes ?? []).map(({ name }: Manifest) => name);
      const mounts = spec.template.spec.containers[0].volumeMounts ?? [];
      expect(claims).toEqual(entry.props.storage.map(({ name }: Manifest) => name));
      expect(new Set([...claims, ...volumes]).size).toBe(claims.length + volumes.length);
      for (const { name } of mounts) expect([...claims, ...volumes]).toContain(name);
    }),
    RUNS,
  );
});

test('the order in which databases are made, and where they stand, changes no object', () => {
  const several = fc.uniqueArray(plan, { minLength: 2, maxLength: 3, selector: ({ id }) => id }).filter((plans) => new Set(plans.map(({ props }) => props.headlessServiceName as string | undefined)).size === plans.length);
  const byName = (manifests: Manifest[]): string => JSON.stringify(manifests.map((manifest) => JSON.stringify(manifest)).sort());
  fc.assert(
    fc.property(several, (plans) => {
      const apart = shop();
      const charts = plans.map((entry, index) => {
        const chart = new Chart(App.of(apart), `chart-${String(index)}`, { namespace: 'shop' });
        make(chart, entry);
        return chart;
      });
      const there = charts.flatMap((chart) => manifestsOf(chart));
      expect(byName(written([...plans].reverse()))).toBe(byName(written(plans)));
      expect(byName(there)).toBe(byName(written(plans)));
    }),
    { numRuns: 30 },
  );
});
