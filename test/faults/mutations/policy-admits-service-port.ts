import type { Fault, FaultApp, Manifest } from '../fault';
import { type Forward, forwards, ofKind, podOf, running } from '../reach';

/** What is closed to everybody is closed to declared clients, too. */
const CLIENTS = ['connection-admitted'];

export const faults: readonly Fault[] = [
  {
    name: 'the policy admits the Service\'s port, not that of the pods',
    also: CLIENTS,
    seed: (app) =>
      closable(app).some(({ port, containerPort, policy }) => {
        if (port.port === containerPort.containerPort) return false;
        onlyPort(policy, { protocol: port.protocol ?? 'TCP', port: port.port });
        return true;
      }),
  },
  {
    name: 'the policy admits the wrong protocol',
    also: CLIENTS,
    seed: (app) =>
      closable(app).some(({ port, containerPort, policy }) => {
        onlyPort(policy, { protocol: (port.protocol ?? 'TCP') === 'TCP' ? 'UDP' : 'TCP', port: containerPort.containerPort });
        return true;
      }),
  },
  {
    name: 'the policy admits a name that no container gives to a port',
    also: CLIENTS,
    seed: (app) =>
      closable(app).some(({ port, policy }) => {
        onlyPort(policy, { protocol: port.protocol ?? 'TCP', port: 'nowhere' });
        return true;
      }),
  },
  {
    name: 'somebody denied all incoming traffic of the namespace, and admitted nothing',
    seed: (app) =>
      forwards(app)
        .filter((forward) => isCertain(app, forward) && policiesFor(app, forward.workload).length === 0)
        .some(({ service: { metadata } }) => {
          const { namespace } = metadata;
          app.manifests.push({
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: 'deny-everything', ...(namespace === undefined ? {} : { namespace }) },
            spec: { podSelector: {} },
          });
          return true;
        }),
  },
  {
    name: 'the policy was meant for outgoing traffic, and its policyTypes forgotten',
    seed: (app) =>
      forwards(app)
        .filter((forward) => isCertain(app, forward) && policiesFor(app, forward.workload).length === 0)
        .some(({ service: { metadata }, workload }) => {
          const { namespace } = metadata;
          app.manifests.push({
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: 'outgoing', ...(namespace === undefined ? {} : { namespace }) },
            spec: { podSelector: { matchLabels: podOf(workload).metadata.labels }, egress: [{}] },
          });
          return true;
        }),
  },
  {
    name: 'a Service was opened to the outside, and the policy was forgotten',
    seed: (app) =>
      closable(app).some(({ service, policy }) => {
        if (service.spec.clusterIP === 'None') return false;
        service.spec.type = 'LoadBalancer';
        delete service.spec.clusterIP;
        for (const rule of policy.spec.ingress ?? []) rule.from = [{ namespaceSelector: {} }];
        return (policy.spec.ingress ?? []).length > 0;
      }),
  },
  {
    name: 'an egress rule names the Service\'s port, not that of the pods',
    seed: (app) => restrict(app, ({ port }) => port.port),
  },
  {
    name: 'an egress rule names a port that no container bears',
    seed: (app) => restrict(app, () => 'nowhere'),
  },
];

/** Lets some pods, for which there is no policy yet, out to a Service's pods and to DNS. */
function restrict(app: FaultApp & { manifests: Manifest[] }, portOf: (forward: Forward) => number | string): boolean {
  if (ofKind(app, 'NetworkPolicy').length > 0) return false;
  return forwards(app)
    .filter((forward) => isCertain(app, forward) && forward.service.spec.clusterIP !== 'None')
    .some((forward) => {
      const { service: { metadata }, port, containerPort, workload } = forward;
      if (running(workload).some(({ ports = [] }) => ports.some((open: Manifest) => open.containerPort === port.port))) return false;
      if (metadata.namespace === undefined || port.port === containerPort.containerPort) return false;
      app.manifests.push({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'outgoing', namespace: metadata.namespace },
        spec: {
          podSelector: {},
          policyTypes: ['Egress'],
          egress: [
            { ports: [{ protocol: 'UDP', port: 53 }] },
            { to: [{ podSelector: { matchLabels: podOf(workload).metadata.labels } }], ports: [{ protocol: port.protocol ?? 'TCP', port: portOf(forward) }] },
          ],
        },
      });
      return true;
    });
}

/** Forwards to pods that one single policy guards. */
function closable(app: FaultApp): (Forward & { readonly policy: Manifest })[] {
  return forwards(app)
    .filter((forward) => isCertain(app, forward))
    .flatMap((forward) => {
      const policies = policiesFor(app, forward.workload);
      return policies.length === 1 ? [{ ...forward, policy: policies[0] }] : [];
    });
}

/** Whether policies count for the pods, and nothing is left open that would have to be known. */
function isCertain(app: FaultApp, { service, workload }: Forward): boolean {
  const others = ofKind(app, 'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'GlobalNetworkPolicy', 'AdminNetworkPolicy');
  return service.metadata.namespace === workload.metadata.namespace && !podOf(workload).spec.hostNetwork && others.length === 0;
}

/** The policies that guard a workload's incoming traffic, or may. */
function policiesFor(app: FaultApp, workload: Manifest): Manifest[] {
  const labels = podOf(workload).metadata.labels;
  return ofKind(app, 'NetworkPolicy').filter(
    ({ metadata, spec }) =>
      metadata.namespace === workload.metadata.namespace &&
      (spec.podSelector?.matchExpressions ||
        Object.entries(spec.podSelector?.matchLabels ?? {}).every(([key, value]) => labels[key] === undefined || labels[key] === value)) &&
      (spec.policyTypes ?? ['Ingress']).includes('Ingress'),
  );
}

function onlyPort({ spec }: Manifest, port: Manifest): void {
  spec.ingress = (spec.ingress ?? [{}]).map((rule: Manifest) => ({ ...rule, ports: [port] }));
}
