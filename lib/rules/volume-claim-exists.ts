import { isTemplated } from '../graph/config-reference';
import { list, record, text } from '../graph/json';
import { Lookup } from '../graph/lookup';
import { showObject } from '../graph/object';
import { SetClaims } from '../graph/set-claim';
import type { Workload } from '../graph/workload';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** The claims that pods mount must be there; otherwise the scheduler never places the pods. */
export const volumeClaimExists = defineRule({
  name: 'volume-claim-exists',
  why: 'A pod whose PersistentVolumeClaim does not exist is never scheduled: it stays Pending, and nothing serves.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    nearMiss: {
      problem: 'The pods mount claim {{name}}, but none{{namespace}} is called that: they stay Pending',
      got: '{{name}}; the nearest is {{nearest}}',
      fix: 'set claimName to {{candidate}}, or add PersistentVolumeClaim {{name}}',
    },
    otherNamespace: {
      problem: 'The pods mount claim {{name}} of their own namespace {{namespace}}, and it is in {{elsewhere}}: they stay Pending',
      got: 'namespace {{namespace}}; {{object}} is in {{elsewhere}}',
      fix: 'put PersistentVolumeClaim {{name}} into namespace {{namespace}}: pods mount claims of their own namespace alone',
    },
    missing: {
      problem: 'The pods mount claim {{name}}, but no manifest has it{{namespace}}: without it they stay Pending',
      fix: 'add PersistentVolumeClaim {{name}}, or declare that it lives outside the manifests',
      // What is missing may live outside the input: data outlives the manifests that use it.
      grade: { ours: 'note', foreign: 'silent' },
    },
  },
  check(graph, report) {
    const lookup = Lookup.in(graph);
    const ofSets = new SetClaims(graph.workloads);
    const claims = graph.workloads.flatMap((workload) => claimsOf(workload).map((claim) => ({ ...claim, object: workload.object })));
    const used = new Set(claims.map(({ name, object }) => `${object.namespace ?? ''}/${name}`));
    for (const { name, field, object } of claims) {
      const { namespace } = object;
      if (ofSets.has(namespace, name) || lookup.mayExist('PersistentVolumeClaim', namespace, name)) continue;
      const shared = { name: quote(name), namespace: namespace === undefined ? '' : ` in namespace ${quote(namespace)}` };
      const near = lookup.like('PersistentVolumeClaim', namespace, name)[0] ?? ofSets.like(namespace, name);
      const [elsewhere, ...more] = lookup.elsewhere('PersistentVolumeClaim', namespace, name);
      if (near) {
        const nearest = near.object.kind === 'StatefulSet' ? `${quote(near.name)} of ${showObject(near.object)}` : showObject(near.object);
        report('nearMiss', { object, related: [near.object] }, field, { ...shared, nearest, candidate: quote(near.name) });
      } else if (elsewhere && more.length === 0 && !used.has(`${elsewhere.namespace ?? ''}/${name}`)) {
        const data = { name: quote(name), namespace: quote(namespace), elsewhere: quote(elsewhere.namespace), object: showObject(elsewhere.object) };
        report('otherNamespace', { object, related: [elsewhere.object] }, field, data);
      } else {
        report('missing', { object }, field, shared);
      }
    }
  },
});

function claimsOf(workload: Workload): { readonly name: string; readonly field: string }[] {
  return list(workload.spec.volumes).flatMap((volume, at) => {
    const name = text(record(record(volume).persistentVolumeClaim).claimName);
    if (name === undefined || isTemplated(name)) return [];
    return [{ name, field: `${workload.field}.volumes[${String(at)}].persistentVolumeClaim.claimName` }];
  });
}
