import { BackendLinks, isAboutPort } from '../graph/backend-link';
import { relatedTo, textOf } from '../graph/backend-text';
import { type Backend, ingressesOf } from '../graph/route';
import { backendMessages } from '../report/backend-messages';
import { defineRule } from './rule';

/** An Ingress must name a Service of its own namespace, and a port of that Service; otherwise requests end in an error. */
export const ingressBackendExists = defineRule({
  name: 'ingress-backend-exists',
  why: 'An Ingress whose backend names no Service, or a port that the Service does not have, is accepted, and answers every request with an error.',
  grade: { ours: 'error', foreign: 'error' },
  findsAbsence: true,
  messages: {
    ...backendMessages,
    otherNamespace: {
      problem: 'Ingress sends traffic to Service {{name}} of its own namespace {{own}}, and that Service is in {{other}}',
      got: 'namespace {{own}}; no other route leads to {{service}}',
      fix: 'put the Ingress into namespace {{other}}, or the Service into {{own}}',
    },
    targetPort: {
      problem: 'Ingress sends traffic to port {{port}} of Service {{name}}, which is not a port of the Service but one of its pods',
      got: '{{port}}; {{service}} opens {{open}}, which leads there',
      fix: '{{change}}',
      // ingress-nginx alone takes the targetPort for the port.
      grade: { ours: 'error', foreign: 'warning' },
    },
  },
  check(graph, report) {
    for (const { backend, link } of new BackendLinks(graph, ingressesOf(graph)).all()) {
      if (link.status === 'open' || isOfController(backend)) continue;
      const place = { object: backend.route.object, related: relatedTo(link) };
      report(link.status, place, isAboutPort(link) ? backend.portField : backend.nameField, textOf(backend, link));
    }
  },
});

/** What names no Service, or one that a controller makes: an action of AWS's controller, the solver of a cert-manager challenge. */
function isOfController({ name, port }: Backend): boolean {
  return port === 'use-annotation' || name.startsWith('cm-acme-http-solver');
}
