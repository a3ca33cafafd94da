import { isTemplated } from '../graph/config-reference';
import type { Graph } from '../graph/graph';
import { text } from '../graph/json';
import { Lookup } from '../graph/lookup';
import { showObject } from '../graph/object';
import { boundAccounts, misdirectedSubjects } from '../graph/role-subject';
import type { Workload } from '../graph/workload';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** The account that pods run under must be there; otherwise the API server refuses every one of them. */
export const serviceAccountExists = defineRule({
  name: 'service-account-exists',
  why: 'The API server refuses pods whose ServiceAccount does not exist: the workload is there and stays without pods.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    nearMiss: {
      problem: 'The pods run under ServiceAccount {{name}}, but none{{namespace}} is called that: the API server refuses them',
      got: '{{name}}; the nearest is {{nearest}}',
      fix: 'set serviceAccountName to {{candidate}}, or add ServiceAccount {{name}}',
    },
    otherNamespace: {
      problem: 'The pods run under ServiceAccount {{name}} of their own namespace {{namespace}}, and it is in {{elsewhere}}: the API server refuses them',
      got: 'namespace {{namespace}}; {{object}} is in {{elsewhere}}',
      fix: 'put ServiceAccount {{name}} into namespace {{namespace}} too',
    },
    aloneMissing: {
      problem: 'The pods run under ServiceAccount {{name}}, which no manifest has{{namespace}}, unlike every other one there: the API server refuses them',
      fix: 'add ServiceAccount {{name}}, or declare that it lives outside the manifests',
    },
    missing: {
      problem: 'The pods run under ServiceAccount {{name}}, but no manifest has it{{namespace}}: without it the API server refuses them',
      fix: 'add ServiceAccount {{name}}, or declare that it lives outside the manifests',
      // What is missing may live outside the input: accounts are often somebody else's to make.
      grade: { ours: 'note', foreign: 'silent' },
    },
    subject: {
      problem: '{{kind}} grants its role to ServiceAccount {{name}}, but none is called that, and {{nearest}} is granted nothing',
      got: '{{name}}; the nearest is {{nearest}}',
      fix: 'name the subject {{candidate}}',
    },
    subjectNamespace: {
      problem: '{{kind}} grants its role to ServiceAccount {{name}} in namespace {{namespace}}, but it is in {{elsewhere}}, where it is granted nothing',
      got: 'namespace {{namespace}}; {{nearest}} is in {{elsewhere}}',
      fix: 'set the namespace of the subject to {{elsewhere}}',
    },
  },
  check(graph, report) {
    const lookup = Lookup.in(graph);
    const complete = completeNamespaces(graph, lookup);
    for (const workload of graph.workloads) {
      const account = accountOf(workload);
      const { object } = workload;
      const { namespace } = object;
      if (!account || lookup.mayExist('ServiceAccount', namespace, account.name)) continue;
      const { name, field } = account;
      const shared = { name: quote(name), namespace: namespace === undefined ? '' : ` in namespace ${quote(namespace)}` };
      const [near] = lookup.like('ServiceAccount', namespace, name);
      const [elsewhere, ...more] = lookup.elsewhere('ServiceAccount', namespace, name);
      if (near) {
        report('nearMiss', { object, related: [near.object] }, field, { ...shared, nearest: showObject(near.object), candidate: quote(near.name) });
      } else if (elsewhere && more.length === 0 && !complete.users.has(`${elsewhere.namespace ?? ''}/${name}`)) {
        const data = { name: quote(name), namespace: quote(namespace), elsewhere: quote(elsewhere.namespace), object: showObject(elsewhere.object) };
        report('otherNamespace', { object, related: [elsewhere.object] }, field, data);
      } else if (namespace !== undefined && complete.namespaces.get(namespace) === name) {
        report('aloneMissing', { object }, field, shared);
      } else {
        report('missing', { object }, field, shared);
      }
    }
    const bound = boundAccounts(graph);
    for (const { binding, field, subject, meant } of misdirectedSubjects(graph, lookup, bound)) {
      const shared = { kind: binding.kind, name: quote(subject.name), nearest: showObject(meant.object) };
      const place = { object: binding, related: [meant.object] };
      if (meant.name !== subject.name) report('subject', place, `${field}.name`, { ...shared, candidate: quote(meant.name) });
      else report('subjectNamespace', place, `${field}.namespace`, { ...shared, namespace: quote(subject.namespace), elsewhere: quote(meant.namespace) });
    }
  },
});

/** The account that pods ask for by name; every namespace has one called default. */
function accountOf(workload: Workload): { readonly name: string; readonly field: string } | undefined {
  const { serviceAccountName, serviceAccount } = workload.spec;
  const name = text(serviceAccountName) ?? text(serviceAccount);
  if (name === undefined || name === 'default' || isTemplated(name)) return undefined;
  return { name, field: `${workload.field}.${text(serviceAccountName) === undefined ? 'serviceAccount' : 'serviceAccountName'}` };
}

/** So many others show that the accounts of a namespace are made by these manifests. */
const OTHERS = 2;

interface Accounts {
  /** The one account that is missing in each namespace where the manifests have all the others. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** The accounts that pods run under, by namespace and name. */
  readonly users: ReadonlySet<string>;
}

function completeNamespaces(graph: Graph, lookup: Lookup): Accounts {
  const asked = new Map<string, Set<string>>();
  for (const workload of graph.workloads.filter(({ object }) => !object.group.includes('.') || object.group.endsWith('.k8s.io'))) {
    const account = accountOf(workload);
    const { namespace } = workload.object;
    if (account && namespace !== undefined) asked.set(namespace, (asked.get(namespace) ?? new Set()).add(account.name));
  }
  const namespaces = new Map<string, string>();
  for (const [namespace, names] of asked) {
    const missing = [...names].filter((name) => lookup.find('ServiceAccount', namespace, name).objects.length === 0);
    const [only] = missing;
    if (missing.length === 1 && only !== undefined && names.size > OTHERS) namespaces.set(namespace, only);
  }
  return { namespaces, users: new Set([...asked].flatMap(([namespace, names]) => [...names].map((name) => `${namespace}/${name}`))) };
}
