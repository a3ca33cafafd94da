import { type BackendLink, BackendLinks, isAboutPort } from '../graph/backend-link';
import { relatedTo, textOf } from '../graph/backend-text';
import type { Graph } from '../graph/graph';
import { mayShareNamespace, showObject } from '../graph/object';
import { grants, isMeantFor, type ReferenceGrant, referenceGrantsOf, showGrant } from '../graph/reference-grant';
import { type Backend, gatewayRoutesOf, isOfMesh } from '../graph/route';
import { backendMessages } from '../report/backend-messages';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** A route of the Gateway API must name a Service, a port of it, and be permitted to where that is in another namespace. */
export const routeBackendExists = defineRule({
  name: 'route-backend-exists',
  why: 'A route whose backend is not there, has no such port, or is in a namespace that does not grant the reference, is accepted, and its traffic fails.',
  grade: { ours: 'error', foreign: 'error' },
  findsAbsence: true,
  messages: {
    ...backendMessages,
    otherNamespace: {
      problem: '{{kind}} sends traffic to Service {{name}} of namespace {{own}}, and that Service is in {{other}}',
      got: 'namespace {{own}}; no other route leads to {{service}}',
      fix: 'set namespace: {{other}} on the backendRef, with a ReferenceGrant there',
    },
    targetPort: {
      problem: '{{kind}} sends traffic to port {{port}} of Service {{name}}, which is not a port of the Service but one of its pods',
      got: '{{port}}; {{service}} opens {{open}}, which leads there',
      fix: '{{change}}',
    },
    portLeftOut: {
      problem: '{{kind}} sends traffic to Service {{name}} without saying to which port, which the Gateway API refuses',
      fix: 'set port to a port of Service {{name}}',
    },
    noGrant: {
      problem: '{{kind}} of namespace {{from}} sends traffic to Service {{name}} of namespace {{own}}, which no ReferenceGrant there permits',
      got: '{{grant}}',
      fix: 'add a ReferenceGrant to namespace {{own}}: from {{kind}} of namespace {{from}}, to Service {{name}}',
    },
    grantUnknown: {
      problem: '{{kind}} of namespace {{from}} sends traffic to Service {{name}} of namespace {{own}}, and no manifest has a ReferenceGrant for it',
      fix: 'add a ReferenceGrant to namespace {{own}}: from {{kind}} of namespace {{from}}, to Service {{name}}',
      // Whoever keeps that namespace may keep the grant, too.
      grade: { ours: 'error', foreign: 'note' },
    },
  },
  check(graph, report) {
    const known = referenceGrantsOf(graph);
    for (const { backend, link } of new BackendLinks(graph, gatewayRoutesOf(graph)).all()) {
      const { object } = backend.route;
      const place = { object, related: relatedTo(link) };
      if (link.status !== 'open') report(link.status, place, isAboutPort(link) ? backend.portField : backend.nameField, textOf(backend, link));
      const { kind } = object;
      if (backend.port === undefined) report('portLeftOut', place, backend.portField, { kind, name: quote(backend.name) });
      // A grant for what is not there says nothing.
      if ((link.status !== 'open' && !isAboutPort(link)) || !needsGrant(graph, backend) || known.some((grant) => permits(grant, backend))) continue;
      const data = { kind, name: quote(backend.name), own: quote(backend.namespace), from: quote(object.namespace) };
      const meant = known.find((grant) => isNear(grant, backend));
      const service = shownIn(link, backend.namespace);
      const field = `${backend.field}.namespace`;
      if (meant) report('noGrant', { object, related: [meant.object] }, field, { ...data, grant: `${showObject(meant.object)} is from ${showGrant(meant)}` });
      else if (service) report('noGrant', { object, related: [service.object] }, field, { ...data, grant: `no ReferenceGrant in namespace ${data.own}` });
      else report('grantUnknown', { object }, field, data);
    }
  },
});

/** Within a mesh, the clients' own route needs none. */
function needsGrant(graph: Graph, { namespace, route }: Backend): boolean {
  const own = route.object.namespace;
  if (namespace === undefined || own === undefined || namespace === own) return false;
  return !isOfMesh(route) && !graph.externals.hasAny('ReferenceGrant', namespace);
}

function permits(grant: ReferenceGrant, backend: Backend): boolean {
  return mayShareNamespace(grant.object.namespace, backend.namespace) && grants(grant, backend);
}

/** A grant that was meant for the reference: in the right namespace with other words, or the right words in the route's. */
function isNear(grant: ReferenceGrant, backend: Backend): boolean {
  const { namespace } = grant.object;
  if (namespace === backend.namespace) return isMeantFor(grant, backend);
  return namespace === backend.route.object.namespace && grants(grant, backend);
}

/** The Service, where the input shows it in that very namespace. */
function shownIn(link: BackendLink, namespace: string | undefined): { object: Backend['route']['object'] } | undefined {
  const services = link.status === 'open' ? link.services : 'service' in link ? [link.service] : [];
  return services.find(({ object }) => object.namespace === namespace);
}
