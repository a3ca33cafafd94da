import type { ApiObject } from 'cdk8s';
import { k8s, Protocol } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { own } from '../synth/origin';
import { overlay } from '../synth/overlay';
import { ClusterTarget } from '../target/cluster-target';
import type { PlatformClient } from '../target/platform-client';
import { DNS_PORTS, Egress } from './egress';
import { recommendedLabels, serviceSelector } from './labels';
import { admitCluster, namespacePeer, type PolicyPeer } from './peers';
import type { PlannedPort } from './ports';

/** A port of the pods, as policies open it. */
type PodPort = Pick<PlannedPort, 'targetPort' | 'protocol'>;

/** Who may use which ports. No peers at all: anybody, from outside the cluster too; an empty list: nobody. */
interface Rule {
  readonly peers?: readonly PolicyPeer[];
  readonly ports: readonly PodPort[];
}

/** The NetworkPolicy of a pattern: its declared ports, its declared connections, and nothing else. It may grow until synth. */
export class Admission {
  readonly policy: ApiObject;
  private readonly rules: Rule[] = [];
  private readonly clients: Rule[] = [];
  private readonly servers: Rule[] = [];

  constructor(private readonly scope: Construct, name: string, egress: Egress = Egress.OPEN) {
    const declared = egress === Egress.DECLARED;
    this.policy = overlay(
      own(new k8s.KubeNetworkPolicy(scope, 'Policy', {
        metadata: { name, labels: recommendedLabels(name) },
        spec: {
          podSelector: { matchLabels: serviceSelector(name) },
          policyTypes: declared ? ['Ingress', 'Egress'] : ['Ingress'],
        },
      })),
      ({ spec }) => {
        // An empty list admits nobody, which is what a pattern without ports wants.
        spec.ingress = [...this.rules.filter(admitsSomebody), ...this.clientRules(), ...this.platformRules()].map((rule) => toJson(rule, 'from'));
        if (declared) spec.egress = [...grouped(this.servers).map((rule) => toJson(rule, 'to')), { ports: DNS_PORTS.map((port) => ({ ...port })) }];
      },
    );
  }

  /** Admits these peers, or anybody where none are given. */
  admit(ports: readonly PodPort[], peers?: readonly PolicyPeer[]): void {
    this.rules.push({ ports, ...(peers ? { peers } : {}) });
  }

  /** Admits a connected client. */
  admitClient(ports: readonly PodPort[], peer: PolicyPeer): void {
    this.clients.push({ ports, peers: [peer] });
  }

  /** Lets the pods out to a backend, where only what is declared is let out. No peer: to anywhere. */
  letOut(ports: readonly PodPort[], peer?: PolicyPeer): void {
    this.servers.push({ ports, ...(peer ? { peers: [peer] } : {}) });
  }

  /** The connected clients; where a port is open to everybody, for a load balancer's sake, they need no rule. */
  private clientRules(): Rule[] {
    const open = new Set(this.rules.filter(({ peers }) => !peers).flatMap(({ ports }) => ports.map(keyOf)));
    return grouped(this.clients.filter(({ ports }) => !ports.every((port) => open.has(keyOf(port)))));
  }

  /** The platform's own pods reach what the pattern's Services offer, and the extra ports that they know of. */
  private platformRules(): Rule[] {
    const open = new Set(this.rules.filter(({ peers }) => !peers || admitCluster(peers)).flatMap(({ ports }) => ports.map(keyOf)));
    const ports = this.rules.flatMap((rule) => rule.ports).filter((port) => !open.has(keyOf(port)));
    const rules = ClusterTarget.of(this.scope).platformClients.map((client): Rule => {
      const extra = (client.extraPorts ?? []).map((targetPort) => ({ targetPort, protocol: Protocol.TCP }));
      return { peers: [platformPeer(client)], ports: [...ports, ...extra] };
    });
    return grouped(rules.filter((rule) => rule.ports.length > 0));
  }
}

function admitsSomebody({ peers }: Rule): boolean {
  return peers?.length !== 0;
}

function platformPeer({ namespace, podLabels }: PlatformClient): PolicyPeer {
  return { ...namespacePeer(namespace), ...(podLabels ? { podSelector: { matchLabels: { ...podLabels } } } : {}) };
}

/** One rule for each set of ports, its peers sorted: the order in which apps were connected must not show. */
function grouped(rules: readonly Rule[]): Rule[] {
  const groups = new Map<string, { ports: readonly PodPort[]; peers: Map<string, PolicyPeer>; open: boolean }>();
  for (const { ports, peers } of rules) {
    const key = JSON.stringify(portsJson(ports));
    const group = groups.get(key) ?? { ports, peers: new Map<string, PolicyPeer>(), open: false };
    groups.set(key, { ...group, open: group.open || !peers });
    for (const peer of peers ?? []) group.peers.set(JSON.stringify(peer), peer);
  }
  return sortedValues(groups).map(({ ports, peers, open }) => ({ ports, ...(open ? {} : { peers: sortedValues(peers) }) }));
}

function sortedValues<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function toJson({ ports, peers }: Rule, side: 'from' | 'to'): object {
  // A copy: an AllowFrom may serve several patterns, and a patch of one policy is not for the others.
  return { ...(peers ? { [side]: structuredClone(peers) } : {}), ports: portsJson(ports) };
}

function keyOf({ targetPort, protocol }: PodPort): string {
  return `${String(targetPort)}/${protocol}`;
}

/** The ports of the pods; several Service ports may lead to one. */
function portsJson(ports: readonly PodPort[]): object[] {
  const byKey = new Map(ports.map((port) => [keyOf(port), { port: port.targetPort, protocol: port.protocol }]));
  return [...byKey.values()];
}
