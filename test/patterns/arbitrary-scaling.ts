import { type Chart, Size } from 'cdk8s';
import { ContainerRestartPolicy, Cpu } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { DevNodePortApp, HealthCheck, InternalBackend, PublicLoadBalancedApp, Scaling, ScalingMetric, Worker } from '../../lib';
import type { Manifest } from './harness';

const kinds = { InternalBackend, DevNodePortApp, PublicLoadBalancedApp, Worker };

/** A pattern, how it is scaled, its canaries, and what is said of it later. */
export interface ScaledPlan {
  readonly id: string;
  readonly kind: keyof typeof kinds;
  readonly props: Manifest;
  readonly canaries: readonly Manifest[];
  /** Indices of earlier plans that it connects to. */
  readonly connects: readonly number[];
  /** Whether a further pattern joins its Service. */
  readonly joined: boolean;
  readonly further: boolean;
}

const metric = fc.oneof(
  fc.integer({ min: 1, max: 300 }).map((target) => ScalingMetric.cpu(target)),
  fc.integer({ min: 1, max: 90 }).map((target) => ScalingMetric.memory(target)),
  fc.integer({ min: 1, max: 90 }).map((target) => ScalingMetric.memory(target, { container: 'side' })),
  fc.double({ min: 0.001, max: 1e9, noNaN: true }).map((average) => ScalingMetric.pods('requests_per_second', average)),
  fc.double({ min: 0.001, max: 1e9, noNaN: true }).map((perPod) => ScalingMetric.external('queue_length', perPod, { labels: { queue: 'mail' } })),
);

/** Any scaling, with what it takes to measure it; nothing stands for the default. */
export const arbitraryScaling: fc.Arbitrary<Scaling | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: 0, max: 9 }).map((replicas) => Scaling.fixed(replicas)),
  fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 20 }), fc.array(metric, { minLength: 1, maxLength: 3 }))
    .map(([min, more, metrics]) => Scaling.metrics({ min, max: min + more, metrics })),
  fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 90 })).map(([min, target]) => Scaling.memory({ min, max: min + 3, target })),
);

const given = <T extends object>(record: T): Partial<T> => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>;

const canary = fc
  .record({
    image: fc.option(fc.constant('ghcr.io/acme/app:2.0'), { nil: undefined }),
    scaling: arbitraryScaling,
    env: fc.option(fc.constant({ FEATURE: 'on' }), { nil: undefined }),
    resources: fc.option(fc.constant({ cpu: { request: Cpu.millis(75) } }), { nil: undefined }),
  })
  .map(given);

const plan: fc.Arbitrary<ScaledPlan> = fc
  .record({
    id: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/),
    kind: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
    scaling: arbitraryScaling,
    native: fc.boolean(),
    metrics: fc.constantFrom(undefined, 9100, 'scrape'),
    canaries: fc.array(canary, { maxLength: 2 }),
    connects: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
    joined: fc.boolean(),
    further: fc.boolean(),
  })
  .map(({ id, kind, scaling, native, metrics, canaries, connects, joined, further }): ScaledPlan => {
    const side = { name: 'side', image: 'side:1', ports: [{ number: 9102, name: 'scrape' }], ...(native ? { restartPolicy: ContainerRestartPolicy.ALWAYS } : {}), resources: { memory: { limit: Size.mebibytes(64) } } };
    // A native sidecar is no container of the pod's own list.
    const beside = native ? { initContainers: [side] } : { sidecars: [side] };
    const served = kind === 'Worker' ? {} : { port: 80, targetPort: 8080, health: HealthCheck.http('/healthz'), ...(metrics === undefined ? {} : { metrics: { port: 9100, targetPort: metrics } }) };
    return { id, kind, props: { image: 'ghcr.io/acme/app:1.0', ...served, ...beside, ...given({ scaling }) }, canaries: kind === 'Worker' ? [] : canaries, connects, joined, further };
  });

/** One to four patterns of one namespace. */
export const arbitraryScaledApps = fc.uniqueArray(plan, { minLength: 1, maxLength: 4, selector: ({ id }) => id });

/** Makes patterns; their canaries come last, first, or not at all. */
export function makeScaled(chart: Chart, plans: readonly ScaledPlan[], canaries: 'first' | 'last' | 'none'): void {
  const made = plans.map(({ id, kind, props }) => new kinds[kind](chart, id, props));
  const addCanaries = (): void => {
    for (const [index, { canaries: all }] of plans.entries()) {
      for (const [number, props] of all.entries()) (made[index] as InternalBackend).canary({ ...props, ...(number === 0 ? {} : { name: `n${String(number)}` }) });
    }
  };
  if (canaries === 'first') addCanaries();
  for (const [index, { id, kind, connects, joined, further }] of plans.entries()) {
    const pattern = made[index] as InternalBackend;
    const servers = [...new Set(connects)].map((at) => made[at]).filter((server): server is InternalBackend => server !== undefined && !(server instanceof Worker) && server !== pattern);
    for (const server of servers) pattern.connectTo(server);
    if (kind === 'Worker') continue;
    if (further) pattern.addService(`${id}-further`, { port: 9090 });
    const ports = [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'more', port: 9090 }];
    if (joined) new InternalBackend(chart, `${id}-joins`, { image: 'ghcr.io/acme/other:1.0', ports, alsoServes: pattern, connectsTo: servers });
  }
  if (canaries === 'last') addCanaries();
}
