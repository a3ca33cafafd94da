import { addTo } from '../graph/add-to';
import { type Autoscaler, Autoscalers, canBeScaled, SCALABLE, SCALE_TARGET, type ScaleTarget } from '../graph/autoscaler';
import type { Graph } from '../graph/graph';
import { record, text } from '../graph/json';
import { looksLike } from '../graph/near';
import { isNamed } from '../graph/near-miss';
import { type GraphObject, isOwned, mayShareNamespace, showObject } from '../graph/object';
import { mayBeOperated } from '../graph/operator';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** The kinds of Kubernetes' own that run pods, but have no number of replicas that could be changed. */
const UNSCALABLE: Readonly<Record<string, string>> = { DaemonSet: 'apps', Job: 'batch', CronJob: 'batch', Pod: '' };

/** An autoscaler's target must exist, and be of a kind that can be scaled; otherwise nothing is scaled. */
export const autoscalerTargetExists = defineRule({
  name: 'autoscaler-target-exists',
  why: 'An autoscaler whose target does not exist scales nothing, however great the load; only its status says so.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    wrongGroup: {
      problem: '{{kind}} scales {{target}} of {{group}}, where there is no such kind: it scales nothing',
      got: '{{version}}; {{found}} is of {{foundVersion}}',
      fix: 'set scaleTargetRef.apiVersion to {{foundVersion}}',
      // Nobody else can define that kind in that group.
      grade: { ours: 'error', foreign: 'error' },
    },
    cannotScale: {
      problem: '{{kind}} scales {{target}}, and a {{targetKind}} has no number of replicas to scale',
      got: 'kind {{targetKind}}',
      fix: 'name a Deployment or StatefulSet, or remove the autoscaler',
    },
    nearMiss: {
      problem: '{{kind}} scales {{target}}, but no {{targetKind}}{{namespace}} is called that: it scales nothing',
      got: '{{name}}; there is {{nearest}}',
      fix: 'set scaleTargetRef.name to {{nearestName}}',
      grade: { ours: 'error', foreign: 'error' },
    },
    otherKind: {
      problem: '{{kind}} scales {{target}}, but what bears that name{{namespace}} is of another kind: it scales nothing',
      got: 'kind {{targetKind}}; there is {{nearest}}',
      fix: 'set scaleTargetRef to apiVersion: {{nearestVersion}} and kind: {{nearestKind}}',
    },
    otherNamespace: {
      problem: '{{kind}} scales {{target}} of its own namespace {{own}}, and the one of that name is in {{other}}: it scales nothing',
      got: 'namespace {{own}}; {{nearest}} is in namespace {{other}}',
      fix: 'put the autoscaler into namespace {{other}}',
    },
    missing: {
      problem: '{{kind}} scales {{target}}, but no manifest{{namespace}} has it',
      got: '{{name}}; the manifests beside it have {{beside}}',
      fix: 'name the workload that is to be scaled, or link its manifest together with the autoscaler',
    },
    elsewhere: {
      problem: '{{kind}} scales {{target}}; no manifest shows it, though it may live elsewhere',
      fix: 'link the manifest of {{target}} together with the autoscaler',
      // What is missing may be in somebody else's chart, or made by an operator.
      grade: { ours: 'error', foreign: 'note' },
    },
  },
  check(graph, report) {
    const names = byKind(graph);
    for (const autoscaler of Autoscalers.in(graph).all) {
      const { object, target } = autoscaler;
      if (isOwned(object) || graph.externals.has(target.kind, object.namespace, target.name)) continue;
      if (isFound(graph, autoscaler)) continue;
      const shared = { kind: object.kind, target: `${target.kind} ${quote(target.name)}`, targetKind: target.kind, name: quote(target.name), namespace: showNamespace(object) };
      const group = wrongGroup(graph, autoscaler);
      if (group) {
        report('wrongGroup', { object, related: [group] }, `${SCALE_TARGET}.apiVersion`, {
          ...shared, group: target.group === '' ? 'the core API group' : `API group ${quote(target.group)}`, version: showVersion(autoscaler), found: showObject(group), foundVersion: group.apiVersion,
        });
      } else if (UNSCALABLE[target.kind] === target.group) {
        report('cannotScale', { object }, `${SCALE_TARGET}.kind`, shared);
      } else if (isShown(target, names)) {
        const found = explain(graph, autoscaler, (names.get(target.kind) ?? []).filter(({ group }) => group === target.group));
        report(found.message, { object, related: found.related }, `${SCALE_TARGET}.${found.field}`, { ...shared, ...found.data });
      }
      // Kinds of others may come from an operator, or stand for what they make.
    }
  },
});

function byKind({ workloads }: Graph): Map<string, GraphObject[]> {
  const found = new Map<string, GraphObject[]>();
  for (const { object } of workloads) {
    addTo(found, object.kind, object);
  }
  return found;
}

function showNamespace({ namespace }: GraphObject): string {
  return namespace === undefined ? '' : ` in namespace ${quote(namespace)}`;
}

/** Whether the input would show it: a kind of Kubernetes' own, or one of others that it shows elsewhere. */
function isShown({ group, kind }: ScaleTarget, names: ReadonlyMap<string, readonly GraphObject[]>): boolean {
  return SCALABLE[kind] === group || (group.includes('.') && (names.get(kind) ?? []).some((object) => object.group === group));
}

function keyOf({ group, kind }: ScaleTarget): string {
  return group === '' ? kind : `${kind}.${group}`;
}

function isFound(graph: Graph, { object, target }: Autoscaler): boolean {
  return UNSCALABLE[target.kind] !== target.group && graph.index.named(keyOf(target), object.namespace, target.name).length > 0;
}

/** The workload that was meant, where the kind is Kubernetes' own and the group one that never had it, or has it no more. */
function wrongGroup(graph: Graph, { object, target: { group, kind, name } }: Autoscaler): GraphObject | undefined {
  const right = SCALABLE[kind];
  if (right === undefined || right === group || (group.includes('.') && !group.endsWith('.k8s.io'))) return undefined;
  return graph.index.named(keyOf({ group: right, kind, name }), object.namespace, name)[0];
}

function showVersion({ object }: Autoscaler): string {
  const version = text(record(record(object.manifest.spec).scaleTargetRef).apiVersion);
  return version === undefined ? 'no apiVersion' : `apiVersion ${quote(version)}`;
}

interface Explanation {
  readonly message: 'nearMiss' | 'otherKind' | 'otherNamespace' | 'missing' | 'elsewhere';
  readonly field: 'name' | 'kind';
  readonly related: readonly GraphObject[];
  readonly data: Readonly<Record<'nearest' | 'nearestName' | 'nearestVersion' | 'nearestKind' | 'own' | 'other' | 'beside', string>>;
}

/** What the manifests show in place of a target that is not there. */
function explain(graph: Graph, autoscaler: Autoscaler, ofKind: readonly GraphObject[]): Explanation {
  const { object, target } = autoscaler;
  const isBeside = ({ namespace }: GraphObject): boolean => mayShareNamespace(namespace, object.namespace);
  const explained = (message: Explanation['message'], nearest?: GraphObject, beside = ''): Explanation => ({
    message,
    field: message === 'otherKind' ? 'kind' : 'name',
    related: nearest ? [nearest] : [],
    data: {
      nearest: nearest ? showObject(nearest) : '',
      nearestName: quote(nearest?.name ?? ''),
      nearestVersion: nearest?.apiVersion ?? '',
      nearestKind: nearest?.kind ?? '',
      own: quote(object.namespace ?? ''),
      other: quote(nearest?.namespace ?? ''),
      beside,
    },
  });
  const near = ofKind.find((candidate) => isBeside(candidate) && isSlipFor(candidate, autoscaler) && !isScaled(graph, candidate, autoscaler));
  if (near) return explained('nearMiss', near);
  const other = graph.workloads.find((workload) => workload.object.name === target.name && isBeside(workload.object) && canBeScaled(workload.object));
  if (other) return explained('otherKind', other.object);
  const away = graph.index.anywhere(keyOf(target), target.name).find((candidate) => !isScaled(graph, candidate, autoscaler));
  if (away && object.namespace !== undefined && away.namespace !== undefined) return explained('otherNamespace', away);
  const beside = graph.workloads.filter((workload) => workload.object.namespace === object.namespace && canBeScaled(workload.object));
  const [first] = beside;
  if (!first || mayBeOperated(graph, object, { name: target.name })) return explained('elsewhere');
  return explained('missing', undefined, beside.length === 1 ? showObject(first.object) : `${showObject(first.object)} and ${String(beside.length - 1)} more`);
}

/** An autoscaler that bears the name of its target means that one: auth and oauth are two apps whose names happen to be alike. */
function isSlipFor({ name }: GraphObject, { object, target }: Autoscaler): boolean {
  return looksLike(name, target.name) && !isNamed(object.name, target.name);
}

/** One that has an autoscaler of its own is not what this one was meant for. */
function isScaled(graph: Graph, candidate: GraphObject, { object }: Autoscaler): boolean {
  return Autoscalers.in(graph).of(candidate).some((other) => other.object !== object);
}
