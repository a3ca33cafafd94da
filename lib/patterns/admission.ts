import { type ApiObject, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { own } from '../synth/origin';
import { overlay } from '../synth/overlay';
import { recommendedLabels, serviceSelector } from './labels';
import type { PlannedPort } from './ports';

/** One rule of a policy: who may reach which ports. No peers at all: anybody, from outside the cluster too. */
interface AdmissionRule {
  readonly peers?: readonly object[];
  readonly ports: readonly PlannedPort[];
}

/** The NetworkPolicy of a pattern: its declared ports and nothing else. Rules may be added until synth. */
export class Admission {
  readonly policy: ApiObject;
  private readonly rules: AdmissionRule[] = [];

  constructor(scope: Construct, name: string) {
    this.policy = overlay(
      own(new k8s.KubeNetworkPolicy(scope, 'Policy', {
        metadata: { name, labels: recommendedLabels(name) },
        spec: {
          podSelector: { matchLabels: serviceSelector(name) },
          policyTypes: ['Ingress'],
          // An empty list admits nobody, which is what a pattern without ports wants.
          ingress: Lazy.any({ produce: () => this.rules.map(toIngress) }) as unknown as k8s.NetworkPolicyIngressRule[],
        },
      })),
    );
  }

  /** Admits these peers, or anybody where none are given. */
  admit(ports: readonly PlannedPort[], peers?: readonly object[]): void {
    this.rules.push({ ports, ...(peers ? { peers } : {}) });
  }
}

function toIngress({ ports, peers }: AdmissionRule): object {
  const targets = new Map(ports.map((port) => [`${String(port.targetPort)}/${port.protocol}`, port]));
  return {
    ...(peers ? { from: peers } : {}),
    ports: [...targets.values()].map(({ targetPort, protocol }) => ({
      port: typeof targetPort === 'number' ? k8s.IntOrString.fromNumber(targetPort) : k8s.IntOrString.fromString(targetPort),
      protocol,
    })),
  };
}
