import { type App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { AllowFrom, type ConnectionOptions, Egress, type IConnectable } from '../../lib';
import { type AppPlan, arbitraryApps, makeApp } from './arbitrary-apps';
import { image, type Manifest } from './harness';

/** One connection: to all ports of a backend, or to one. */
interface Wire {
  readonly from: number;
  readonly to: number;
  /** Position of the chosen port. @default - all */
  readonly port?: number;
}

/** Apps in charts of their own, each in some namespace or in one that nobody has said, and who connects to whom. */
export interface TownPlan {
  readonly apps: readonly (AppPlan & { readonly namespace?: string })[];
  readonly wires: readonly Wire[];
}

/** A pod port that somebody may use: the client's name, the backend's, the number and its protocol. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: string;
}

/** Whom apps admit, drawn for each; the last one nobody but who is connected. */
const admissions = [
  undefined,
  AllowFrom.cluster(),
  AllowFrom.namespace(),
  AllowFrom.namespaces('jobs', 'monitoring'),
  AllowFrom.pods({ tier: 'edge' }),
  AllowFrom.cidrs('10.0.0.0/8'),
  AllowFrom.anyOf(AllowFrom.namespace(), AllowFrom.pods({ tier: 'edge' }, { namespace: 'gateway' })),
  AllowFrom.connected(),
];

/** Connects to everybody, so that nobody waits in vain; no other name is so long. */
const CALLER = 'caller-of-all-of-them';

const namespace = fc.constantFrom('shop', 'jobs', undefined);

/** Towns whose apps admit and let out as drawn, or by what is given. */
export function arbitraryTowns(fixed?: { readonly allowFrom: AllowFrom; readonly egress: Egress }): fc.Arbitrary<TownPlan> {
  return arbitraryApps.chain((plans) => {
    const index = fc.nat({ max: plans.length - 1 });
    const wire = fc.record({ from: index, to: index, port: fc.nat({ max: 3 }) }, { requiredKeys: ['from', 'to'] });
    const traits = fc.record({
      namespace,
      allowFrom: fixed ? fc.constant(fixed.allowFrom) : fc.constantFrom(...admissions),
      egress: fixed ? fc.constant(fixed.egress) : fc.constantFrom(undefined, Egress.OPEN, Egress.DECLARED),
    });
    return fc
      .record({ traits: fc.array(traits, { minLength: plans.length, maxLength: plans.length }), wires: fc.array(wire, { maxLength: 6 }) })
      .map(({ traits: drawn, wires }) => toTown(plans, drawn, wires));
  });
}

function toTown(plans: readonly AppPlan[], traits: readonly Manifest[], wires: readonly Wire[]): TownPlan {
  const apps = plans.map((plan, index) => {
    const { allowFrom, egress, namespace: home } = traits[index];
    const narrowed = plan.kind === 'InternalBackend' ? { allowFrom } : {};
    // Nobody can connect to the ports of a further Service, so that on a backend for connected clients they would be closed to all.
    const further = isForConnected(narrowed.allowFrom) ? plan.further.filter(({ ports }) => !ports) : plan.further;
    return { ...plan, ...(home === undefined ? {} : { namespace: home as string }), further, props: { ...plan.props, ...narrowed, metrics: undefined, egress } };
  });
  const caller: TownPlan['apps'][number] = { id: CALLER, kind: 'Worker', props: { image, egress: traits[0].egress }, further: [] };
  const all = [...apps, caller];
  // From a chart that has a namespace, one that has none cannot be named.
  const reachable = ({ from, to }: Wire): boolean =>
    all[to]!.kind !== 'Worker' && (all[from]!.namespace === undefined || all[to]!.namespace !== undefined);
  const called = apps.map((_, to) => ({ from: apps.length, to }));
  return { apps: all, wires: [...wires, ...called].filter(reachable) };
}

/** Whether it admits nobody by itself. */
function isForConnected(allowFrom: Manifest): boolean {
  return allowFrom?._peers.length === 0;
}

/** Makes the apps of a town, and then connects them. */
export function makeTown(app: App, { apps, wires }: TownPlan): void {
  const made = apps.map((plan, index) => {
    const chart = new Chart(app, `chart-${String(index)}`, plan.namespace === undefined ? {} : { namespace: plan.namespace });
    return makeApp(chart, plan);
  });
  for (const { from, to, port } of wires) {
    const server = made[to]!;
    const name: string = portsOf(apps[to]!, port)[0].name;
    // Names of one's own for each, since any two default ones may happen to be alike.
    const options: ConnectionOptions = { prefix: port === undefined ? `P${String(to)}` : `P${String(to)}_${name.toUpperCase().replaceAll('-', '_')}` };
    const target: IConnectable = port === undefined ? server : server.port(name);
    made[from]!.connectTo(target, options);
  }
}

/** The ports of a plan that a wire leads to. */
function portsOf({ props }: AppPlan, chosen: number | undefined): Manifest[] {
  return chosen === undefined ? props.ports : [props.ports[chosen % props.ports.length]];
}

/** The ports of pods that the town's connections lead to. */
export function waysOf({ apps, wires }: TownPlan): Way[] {
  return wires.flatMap(({ from, to, port }) =>
    portsOf(apps[to]!, port).map(({ port: number, targetPort = number, protocol = 'TCP' }) => ({
      from: apps[from]!.id,
      to: apps[to]!.id,
      // A sidecar's port is named after its number.
      port: typeof targetPort === 'string' ? 20000 + Number(/\d+$/.exec(targetPort)![0]) : (targetPort as number),
      protocol: protocol as string,
    })),
  );
}

/** The town's connections, as the link report lists them. */
export function connectionLinesOf({ apps, wires }: TownPlan): string[] {
  const within = (plan: TownPlan['apps'][number]): string => (plan.namespace === undefined ? '' : `${plan.namespace}/`);
  const lines = wires.flatMap(({ from, to, port }) => {
    const [client, server] = [apps[from]!, apps[to]!];
    return portsOf(server, port).map(
      ({ name, port: number, protocol = 'TCP' }) =>
        `${within(client)}Deployment ${client.id} → ${within(server)}${server.id}:${String(number)}/${protocol as string} ${name as string}`,
    );
  });
  return [...new Set(lines)].sort();
}
