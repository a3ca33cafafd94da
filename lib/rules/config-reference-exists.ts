import { configFaults } from '../graph/config-fault';
import type { Candidate } from '../graph/lookup';
import { looksLike, nearest } from '../graph/near';
import { showObject } from '../graph/object';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** The ConfigMaps and Secrets that pods read must be there, with the keys that they read; otherwise the pods never start. */
export const configReferenceExists = defineRule({
  name: 'config-reference-exists',
  why: 'A container whose ConfigMap, Secret or key is not there is never created: its pod waits, and nothing serves.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    missingKey: {
      problem: 'The pods read key {{key}} of {{kind}} {{name}}, which has no such key: their containers are not created',
      got: '{{key}}; {{object}} has {{keys}}',
      fix: '{{change}}',
    },
    nearMiss: {
      problem: 'The pods read {{kind}} {{name}}, but no {{kind}}{{namespace}} is called that: their containers are not created',
      got: '{{name}}; the nearest is {{nearest}}',
      fix: 'read {{kind}} {{candidate}}, or add one called {{name}}',
    },
    tolerated: {
      problem: '{{user}} {{kind}} {{name}}, but no {{kind}}{{namespace}} is called that',
      got: '{{name}}; the nearest is {{nearest}}',
      fix: 'name {{kind}} {{candidate}}, or add one called {{name}}',
      // Images are pulled without it where their registry lets everybody, and an Ingress shows another certificate.
      grade: { ours: 'warning', foreign: 'warning' },
    },
    otherKind: {
      problem: 'The pods read {{kind}} {{name}}, but what is called that is a {{other}}: their containers are not created',
      got: '{{kind}} {{name}}; there is {{object}}',
      fix: 'read it as a {{other}}, by {{fields}}',
    },
    otherNamespace: {
      problem: 'The pods read {{kind}} {{name}} from their own namespace {{namespace}}, and it is in {{elsewhere}}: their containers are not created',
      got: 'namespace {{namespace}}; {{object}} is in {{elsewhere}}',
      fix: 'put {{kind}} {{name}} into namespace {{namespace}} too',
    },
    missing: {
      problem: 'The pods read {{kind}} {{name}}, but no manifest has it{{namespace}}: without it their containers are not created',
      fix: 'add {{kind}} {{name}}, set optional: true on the reference, or declare that it lives outside the manifests',
      // What is missing may live outside the input: somebody made the Secret by hand, and on purpose.
      grade: { ours: 'note', foreign: 'silent' },
    },
  },
  check(graph, report) {
    for (const fault of configFaults(graph)) {
      const { object, reference } = fault;
      const { kind, name, field, need } = reference;
      const { namespace } = object;
      const shared = { kind, name: quote(name), namespace: namespace === undefined ? '' : ` in namespace ${quote(namespace)}` };
      if (fault.fault === 'missingKey') {
        const { key, keys } = fault;
        const data = { ...shared, key: quote(key.key), object: showObject(fault.in), keys: showKeys(keys), change: changeOfKey(key.key, keys, kind, name) };
        report('missingKey', { object, related: [fault.in] }, key.field, data);
      } else if (fault.fault === 'nearMiss') {
        const { meant } = fault;
        const data = { ...shared, nearest: showCandidate(meant, kind), candidate: quote(meant.name) };
        const user = object.kind === 'Ingress' ? 'The Ingress shows the certificate of' : 'The pods pull their images with';
        if (need === 'tolerated') report('tolerated', { object, related: [meant.object] }, field, { ...data, user });
        else report('nearMiss', { object, related: [meant.object] }, field, data);
      } else if (fault.fault === 'otherKind') {
        const { other } = fault;
        report('otherKind', { object, related: [other] }, field, { ...shared, other: other.kind, object: showObject(other), fields: fieldsFor(field) });
      } else if (fault.fault === 'otherNamespace') {
        const { elsewhere } = fault;
        const data = { ...shared, namespace: quote(namespace), elsewhere: quote(elsewhere.namespace), object: showObject(elsewhere.object) };
        report('otherNamespace', { object, related: [elsewhere.object] }, field, data);
      } else {
        report('missing', { object }, field, shared);
      }
    }
  },
});

function showCandidate({ object, made, name }: Candidate, kind: string): string {
  return made ? `${kind} ${quote(name)}, which ${showObject(object)} makes` : showObject(object);
}

function showKeys(keys: readonly string[]): string {
  const shown = keys.slice(0, 5).map(quote);
  return `${keys.length === 1 ? 'the key' : 'keys'} ${listed(keys.length > 5 ? [...shown, 'more'] : shown)}`;
}

function changeOfKey(key: string, keys: readonly string[], kind: string, name: string): string {
  const [only] = keys;
  const meant = keys.length === 1 ? only : nearest(key, keys.filter((candidate) => looksLike(candidate, key)));
  return `${meant === undefined ? '' : `read key ${quote(meant)}, or `}add key ${quote(key)} to ${kind} ${quote(name)}`;
}

/** The field for the other kind. */
function fieldsFor(field: string): string {
  const fields = [['configMapKeyRef', 'secretKeyRef'], ['configMapRef', 'secretRef'], ['configMap', 'secret']] as const;
  const last = field.split('.').at(-2) ?? '';
  return fields.flatMap(([map, secret]) => (last === map ? [secret] : last === secret ? [map] : [])).map(String)[0] ?? 'the field for it';
}
