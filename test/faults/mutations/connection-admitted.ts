import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, podOf, workloads } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'the Service was renamed by a patch',
    // The client is still told the name before.
    also: ['service-host-exists'],
    seed: (app) =>
      connected(app).some(({ service }) => {
        service.metadata.name = `${String(service.metadata.name)}-v2`;
        return true;
      }),
  },
  {
    name: 'the Service\'s port was changed by a patch',
    // The client is still told the port before; and a headless Service forwards nothing.
    also: ['service-host-exists', 'headless-port-matches'],
    seed: (app) =>
      connected(app).some(({ service, port }) => {
        if (service.spec.ports.some((other: Manifest) => other.port === 12345)) return false;
        port.targetPort ??= port.port;
        port.port = 12345;
        return true;
      }),
  },
  {
    name: 'a policy was written for the client that lets it out to somebody else',
    seed: (app) =>
      connected(app).some(({ client }) => {
        if (isLetOut(app, client)) return false;
        push(app, client, { policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 5432 }] }] });
        return true;
      }),
  },
  {
    name: 'the policy of the backend was replaced by one for a gateway',
    seed: (app) =>
      connected(app).some(({ service, server }) => {
        if (service.spec.type && service.spec.type !== 'ClusterIP') return false;
        const own = ofKind(app, 'NetworkPolicy').filter(({ spec }) =>
          Object.entries(spec.podSelector?.matchLabels ?? {}).every(([key, value]) => podOf(server).metadata.labels[key] === value),
        );
        app.manifests = app.manifests.filter((manifest) => !own.includes(manifest));
        push(app, server, { policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: { matchLabels: { app: 'somebody-elses-gateway' } } }] }] });
        return true;
      }),
  },
  {
    name: 'the client may ask DNS, and connect to nothing of what it finds',
    seed: (app) =>
      connected(app).some(({ client }) => {
        if (isLetOut(app, client)) return false;
        push(app, client, { policyTypes: ['Egress'], egress: [{ ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] }] });
        return true;
      }),
  },
  {
    name: 'a machine outside the cluster was added to the endpoints, and to no policy',
    seed: (app) =>
      outside(app).some(({ slice }) => {
        slice?.endpoints.push({ addresses: ['198.51.100.99'] });
        return slice !== undefined;
      }),
  },
  {
    name: 'the machines outside the cluster listen on another port, which the policy does not know',
    seed: (app) =>
      outside(app).some(({ slice }) => {
        if (slice) slice.ports[0].port = 12345;
        return slice !== undefined;
      }),
  },
  {
    name: 'the way out to a DNS name was taken out of the client\'s policy',
    seed: (app) =>
      outside(app).some(({ service, egress, port }) => {
        if (service.spec.type !== 'ExternalName') return false;
        egress.spec.egress = egress.spec.egress.filter((rule: Manifest) => !rule.ports?.some((entry: Manifest) => entry.port === port));
        return true;
      }),
  },
  {
    name: 'the policy of the backend was narrowed to a track, and the client\'s canaries were forgotten',
    seed: (app) =>
      connected(app).some(({ client }) => {
        const labels = podOf(client).metadata.labels;
        if (!labels[TRACK]?.startsWith('canary')) return false;
        const peers: Manifest[] = ofKind(app, 'NetworkPolicy').flatMap(({ spec }) => spec.ingress ?? []).flatMap(({ from = [] }: Manifest) => from);
        const own = peers.filter(({ podSelector }) => podSelector?.matchLabels?.[SERVICE] === labels[SERVICE]);
        for (const { podSelector } of own) podSelector.matchLabels[TRACK] = 'stable';
        return own.length > 0;
      }),
  },
];

interface Outside {
  readonly service: Manifest;
  readonly port: number;
  /** Absent where a DNS name says where it is. */
  readonly slice?: Manifest;
  /** The policy that lets the client out. */
  readonly egress: Manifest;
}

/** The declared connections to what is outside the cluster, of clients that are let out to what they declare alone. */
function outside(app: SeededApp): Outside[] {
  return app.connections.flatMap(({ client, service: { name, namespace }, port }) => {
    const service = ofKind(app, 'Service').find(({ metadata, spec }) => metadata.name === name && metadata.namespace === namespace && !spec.selector);
    const slice = ofKind(app, 'EndpointSlice').find(({ metadata }) => metadata.labels['kubernetes.io/service-name'] === name && metadata.namespace === namespace);
    const egress = ofKind(app, 'NetworkPolicy').find(({ metadata, spec }) => metadata.name === client.name && metadata.namespace === client.namespace && spec.egress);
    return service && egress ? [{ service, port, egress, ...(slice ? { slice } : {}) }] : [];
  });
}

const SERVICE = 'cdk8s-service-patterns/service';
const TRACK = 'cdk8s-service-patterns/track';

/** Whether a policy lets a client out already: those that are added add up. */
function isLetOut(app: SeededApp, client: Manifest): boolean {
  return ofKind(app, 'NetworkPolicy').some(
    ({ spec }) => spec.policyTypes?.includes('Egress') && Object.entries(spec.podSelector?.matchLabels ?? {}).every(([key, value]) => podOf(client).metadata.labels?.[key] === value),
  );
}

interface Connected {
  readonly client: Manifest;
  readonly service: Manifest;
  readonly port: Manifest;
  readonly server: Manifest;
}

/** The declared connections, with all that they lead to. */
function connected(app: SeededApp): Connected[] {
  const isNamed = (manifest: Manifest, { kind, namespace, name }: Manifest): boolean =>
    manifest.kind === kind && manifest.metadata.namespace === namespace && manifest.metadata.name === name;
  return app.connections.flatMap((connection) => {
    const client = workloads(app).find((manifest) => isNamed(manifest, connection.client));
    const service = ofKind(app, 'Service').find((manifest) => isNamed(manifest, connection.service));
    const port = service?.spec.ports.find((entry: Manifest) => entry.port === connection.port);
    const server = workloads(app).find(
      (manifest) =>
        service?.spec.selector &&
        manifest.metadata.namespace === service.metadata.namespace &&
        Object.entries(service.spec.selector).every(([key, value]) => podOf(manifest).metadata.labels?.[key] === value),
    );
    return client && port && server ? [{ client, service, port, server }] : [];
  });
}

/** Adds a policy for the pods of a workload. */
function push(app: SeededApp, workload: Manifest, rules: Manifest): void {
  const { namespace, name } = workload.metadata;
  app.manifests.push({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${String(name)}-by-hand`, ...(namespace === undefined ? {} : { namespace }) },
    spec: { podSelector: { matchLabels: podOf(workload).metadata.labels }, ...rules },
  });
}
