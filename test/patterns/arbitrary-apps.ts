import { type Chart, Duration, Size } from 'cdk8s';
import { Cpu, Protocol, ServiceType } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import {
  AllowFrom,
  DevNodePortApp,
  HealthCheck,
  InternalBackend,
  IpFamilyPolicy,
  PublicLoadBalancedApp,
  SecurityProfile,
  SessionAffinity,
  TrafficDistribution,
  TrafficPolicy,
  Worker,
} from '../../lib';
import type { Manifest } from './harness';

/** A pattern that somebody might write: anything that the props accept. */
export interface AppPlan {
  readonly id: string;
  readonly kind: 'InternalBackend' | 'DevNodePortApp' | 'PublicLoadBalancedApp' | 'Worker';
  readonly props: Manifest;
  /** Props of further Services. */
  readonly further: readonly Manifest[];
}

const seconds = (min: number, max: number): fc.Arbitrary<Duration> => fc.integer({ min, max }).map((amount) => Duration.seconds(amount));
export const word = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const portName = fc.stringMatching(/^[a-z]{1,6}(-[a-z0-9]{1,6})?$/);
const portNumber = fc.integer({ min: 1, max: 65535 });
const labels = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}(\.[a-z]{1,5}\/[a-zA-Z0-9]{1,8})?$/),
  fc.stringMatching(/^([a-zA-Z0-9]([-a-zA-Z0-9_.]{0,10}[a-zA-Z0-9])?)?$/),
  { maxKeys: 3 },
);

export const sidecar = fc.record(
  { image: fc.constant('exporter:1'), resources: fc.option(fc.constant({ memory: { limit: Size.mebibytes(64) } }), { nil: undefined }) },
  { requiredKeys: ['image'] },
);

/** One to four ports: some by name of a sidecar's port, some by another protocol. */
export const ports = (sidecars: number): fc.Arbitrary<Manifest[]> =>
  fc
    .uniqueArray(
      fc.record(
        {
          name: portName,
          port: portNumber,
          targetPort:
            sidecars === 0
              ? portNumber
              : fc.oneof(
                  portNumber,
                  fc.integer({ min: 0, max: sidecars - 1 }).map((index) => `side-port-${String(index)}`),
                ),
          protocol: fc.constantFrom(Protocol.TCP, Protocol.TCP, Protocol.UDP, Protocol.SCTP),
          appProtocol: fc.constantFrom('http', 'kubernetes.io/h2c'),
        },
        { requiredKeys: ['name', 'port'] },
      ),
      { minLength: 1, maxLength: 4, selector: (port) => port.name },
    )
    // A sidecar's named port speaks TCP, and a number with its protocol belongs to one port.
    .map((list) => list.map((port) => (typeof port.targetPort === 'string' ? { ...port, protocol: Protocol.TCP } : port)))
    .filter((list) => new Set(list.map(({ port, protocol }) => `${String(port)}/${protocol ?? Protocol.TCP}`)).size === list.length);

/** Metrics of the app itself, or of one of its sidecars. */
const metrics = (sidecars: number): fc.Arbitrary<Manifest> =>
  fc.record(
    {
      port: portNumber,
      targetPort: sidecars === 0 ? portNumber : fc.oneof(portNumber, fc.constantFrom('side-port-0', 20000)),
      allowFrom: fc.constantFrom(AllowFrom.namespace(), AllowFrom.namespaces('monitoring')),
    },
    { requiredKeys: ['port'] },
  );

/** Whether a Service's port leads to the metrics, for which there is no way in for the app's clients. */
function isAt(port: Manifest, { port: number, targetPort = number }: Manifest): boolean {
  const numberOf = (target: Manifest): Manifest => (typeof target === 'string' ? 20000 + Number(target.replace(/^\D+/, '')) : target);
  return numberOf(port.targetPort ?? port.port) === numberOf(targetPort);
}

export const workload = fc.record(
  {
    replicas: fc.integer({ min: 0, max: 9 }),
    env: fc.dictionary(fc.stringMatching(/^[A-Z_]{1,8}$/), fc.string({ maxLength: 5 }), { maxKeys: 3 }),
    resources: fc.constantFrom({ cpu: { request: Cpu.millis(50) } }, { memory: { limit: Size.gibibytes(1) }, ephemeralStorage: {} }),
    drain: seconds(0, 44),
    terminationGracePeriod: seconds(45, 600),
    security: fc.constantFrom(
      SecurityProfile.restricted(),
      SecurityProfile.restricted({ user: 1000, fsGroup: 2000, writablePaths: ['/var/cache', '/run'] }),
      SecurityProfile.baseline({ writablePaths: ['/tmp'] }),
      SecurityProfile.legacyRoot('the image is old'),
    ),
    labels,
    podLabels: labels,
    annotations: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ maxLength: 10 }), { maxKeys: 2 }),
    priorityClassName: word,
    liveness: fc.constant(HealthCheck.exec(['/bin/alive'])),
    startup: fc.constant(HealthCheck.http('/started', { port: 9000, failureThreshold: 30 })),
  },
  { requiredKeys: [] },
);

export const service = fc.record(
  {
    sessionAffinity: fc.constantFrom(SessionAffinity.NONE, SessionAffinity.CLIENT_IP),
    internalTrafficPolicy: fc.constantFrom(TrafficPolicy.CLUSTER, TrafficPolicy.LOCAL),
    trafficDistribution: fc.constantFrom(...Object.values(TrafficDistribution)),
    ipFamilyPolicy: fc.constantFrom(...Object.values(IpFamilyPolicy)),
    publishNotReadyAddresses: fc.boolean(),
    serviceLabels: labels,
  },
  { requiredKeys: [] },
);

/** A sidecar with a name and a port of its own. */
export function asSidecar(container: Manifest, index: number): Manifest {
  return { ...container, name: `side-${String(index)}-of-it`, ports: [{ number: 20000 + index, name: `side-port-${String(index)}` }] };
}

const kinds = { InternalBackend, DevNodePortApp, PublicLoadBalancedApp, Worker };
const app: fc.Arbitrary<AppPlan> = fc
  .record({
    id: word,
    kind: fc.constantFrom(...(Object.keys(kinds) as AppPlan['kind'][])),
    singleton: fc.boolean(),
    sidecars: fc.array(sidecar, { maxLength: 2 }),
  })
  .chain(({ id, kind, singleton, sidecars }) =>
    fc
      .record({
        workload,
        service,
        ports: ports(sidecars.length),
        further: fc.array(
          fc.record({
            type: fc.constantFrom(ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER),
            ports: fc.option(ports(sidecars.length), { nil: undefined }),
          }),
          { maxLength: 2 },
        ),
        allowFrom: fc.constantFrom(undefined, AllowFrom.namespace(), AllowFrom.namespaces('monitoring')),
        metrics: fc.option(metrics(sidecars.length), { nil: undefined }),
      })
      .map((drawn): AppPlan => {
        const { replicas, ...rest } = drawn.workload;
        const named = sidecars.map(asSidecar);
        const own = { image: 'ghcr.io/acme/app:1.0', ...rest, sidecars: named, ...(singleton ? { singleton } : { replicas }) };
        if (kind === 'Worker') return { id, kind, props: own, further: [] };
        const open = drawn.ports.some(
          ({ protocol, targetPort }) => (protocol ?? Protocol.TCP) === Protocol.TCP && typeof targetPort !== 'string',
        );
        const health = open ? undefined : HealthCheck.none('nothing speaks TCP');
        const narrowed = kind === 'InternalBackend' ? { allowFrom: drawn.allowFrom } : {};
        const reached = [drawn.ports, ...drawn.further.map((props) => props.ports ?? [])].flat();
        const measured = drawn.metrics && !reached.some((port) => isAt(port, drawn.metrics)) ? { metrics: drawn.metrics } : {};
        return { id, kind, props: { ...own, ...drawn.service, ...narrowed, ...measured, ports: drawn.ports, health }, further: drawn.further };
      }),
  );

/** One to four patterns of one namespace. */
export const arbitraryApps = fc.uniqueArray(app, { minLength: 1, maxLength: 4, selector: (plan) => plan.id });

/** Makes a pattern, and its further Services. */
export function makeApp(chart: Chart, plan: AppPlan): InternalBackend {
  const pattern = new kinds[plan.kind](chart, plan.id, plan.props) as InternalBackend;
  for (const [index, props] of plan.further.entries()) pattern.addService(`${plan.id}-further-${String(index)}`, props);
  return pattern;
}
