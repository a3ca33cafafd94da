import { HostCheck, type HostFault, meantServicePort } from '../graph/host-check';
import { type GraphObject, showObject } from '../graph/object';
import type { Service } from '../graph/service';
import type { ToldHost } from '../graph/told-host';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** A host that pods are told must be that of a Service, at a port that it opens; otherwise nothing answers there. */
export const serviceHostExists = defineRule({
  name: 'service-host-exists',
  why: 'Programs find Services by names and ports in their settings, which nobody checks: a wrong name does not resolve, a wrong port is refused.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    wrongPort: {
      problem: 'Host {{host}} is that of {{service}}, which does not open port {{port}}: connections are refused or time out',
      got: '{{where}} says {{written}}; {{service}} opens {{ports}}',
      fix: 'connect to {{candidate}}, or add port {{port}} to the Service',
      grade: { ours: 'error', foreign: 'error' },
    },
    impliedPort: {
      problem: 'The URL of host {{host}} leads to port {{port}}, which {{service}} does not open',
      got: '{{where}} says {{scheme}}://{{bare}} without a port; {{service}} opens {{ports}}',
      fix: 'connect to {{candidate}}, or add port {{port}} to the Service',
      // A program may put a port of its own behind the host.
      grade: { ours: 'warning', foreign: 'warning' },
    },
    nearMiss: {
      problem: 'Host {{host}} is that of no Service: it does not resolve',
      got: '{{where}} says {{written}}; the nearest is {{service}}',
      fix: 'connect to {{candidate}}, or add a Service of the name that is written',
      grade: { ours: 'error', foreign: 'error' },
    },
    domain: {
      problem: 'Host {{host}} does not end in the domain of the cluster: it does not resolve',
      got: '{{where}} says {{written}}; the domain is {{domain}}',
      fix: 'connect to {{candidate}}',
      grade: { ours: 'error', foreign: 'error' },
    },
    otherNamespace: {
      problem: 'Host {{host}} stands for a Service {{name}} in namespace {{namespace}}, and the only one of that name is in {{other}}',
      got: '{{where}} says {{written}}; {{service}} is in {{other}}',
      fix: 'connect to {{candidate}}',
    },
    missing: {
      problem: 'Host {{host}} stands for a Service {{name}}, which no manifest has{{namespace}}',
      got: '{{where}} says {{written}}; {{sign}}',
      fix: 'add Service {{name}}, or declare that it lives outside the manifests',
      // What is missing may live outside the input: somebody else's chart may bring it into the namespace.
      grade: { ours: 'warning', foreign: 'warning' },
    },
  },
  check(graph, report) {
    const said = new Set<string>();
    for (const fault of new HostCheck(graph).faults()) {
      const { told } = fault;
      // One text may name one host in twenty places.
      const key = JSON.stringify([fault.fault, told.object.kind, told.object.namespace, told.object.name, told.object.provenance.path, told.field, told.host, told.port]);
      if (said.has(key)) continue;
      said.add(key);
      const { object, field, where } = told;
      const shared = { host: quote(told.host), where, written: quote(show(told.host, told.port)) };
      const related = relatedTo(fault);
      const place = { object, ...(related ? { related: [related] } : {}) };
      if (fault.fault === 'domain') {
        report('domain', place, field, { ...shared, domain: quote(fault.domain), candidate: quote(show(fault.meant, told.port)) });
      } else if (fault.fault === 'nearMiss') {
        report('nearMiss', place, field, { ...shared, service: showObject(fault.service.object), candidate: quote(show(fault.meant, told.port)) });
      } else if (fault.fault === 'missing') {
        const { name, namespace } = fault.name;
        const where = namespace === undefined ? '' : ` in namespace ${quote(namespace)}`;
        const sign = `${showObject(fault.beside)}${fault.beside.kind === 'Service' ? ', which is named beside it, is there' : ' runs pods of that name'}`;
        report('missing', place, field, { ...shared, name: quote(name), namespace: where, sign });
      } else if (fault.fault === 'otherNamespace') {
        const { name, service } = fault;
        const other = service.object.namespace ?? '';
        const candidate = quote(show(`${name.pod === undefined ? '' : `${name.pod}.`}${name.name}.${other}.svc`, told.port));
        report('otherNamespace', place, field, { ...shared, name: quote(name.name), namespace: quote(name.namespace), other: quote(other), service: showObject(service.object), candidate });
      } else {
        const { service, port } = fault;
        const data = { ...shared, service: showObject(service.object), port, ports: showPorts(service), candidate: candidateFor(told, service, port) };
        if (fault.fault === 'wrongPort') report('wrongPort', place, field, data);
        else report('impliedPort', place, field, { ...data, scheme: told.scheme ?? '', bare: told.host });
      }
    }
  },
});

function relatedTo(fault: HostFault): GraphObject | undefined {
  if (fault.fault === 'domain') return undefined;
  return fault.fault === 'missing' ? fault.beside : fault.service.object;
}

function show(host: string, port: number | undefined): string {
  return port === undefined ? host : `${host}:${String(port)}`;
}

function candidateFor(told: ToldHost, service: Service, port: number): string {
  const meant = meantServicePort(service, port);
  return meant ? quote(show(told.host, meant.port)) : `one of its ports, such as ${quote(show(told.host, service.ports[0]?.port))}`;
}

function showPorts({ ports }: Service): string {
  const shown = ports.slice(0, 5).map(({ port, protocol }) => `${String(port)}/${protocol}`);
  return listed(ports.length > 5 ? [...shown, 'more'] : shown);
}
