import { kindChecks } from '../graph/field-checks';
import { type ApiRow, firstUsable, type VersionRow } from '../graph/field-versions';
import type { Json } from '../graph/json';
import type { GraphObject } from '../graph/object';
import { forEachUnusableField } from '../graph/unusable-fields';
import { quote } from '../report/message';
import { minor, type TargetData } from '../target/target-data';
import { defineRule } from './rule';

/** What does the same where a field or value cannot be used yet. */
const INSTEAD: Readonly<Record<string, string>> = {
  PreferSameZone: 'use "PreferClose", which means the same',
  appArmorProfile: 'use the annotation container.apparmor.security.beta.kubernetes.io/<container>',
  gitRepo: 'clone into an emptyDir in an init container',
  restartPolicy: 'run a sidecar as a container among the others',
  sleep: 'use exec: { command: [sleep, …] } if the image has it',
};

/** What an object says must be usable by default on the cluster that it is for: its API, its fields and their values. */
export const fieldInTargetVersion = defineRule({
  name: 'field-in-target-version',
  why: 'The API server refuses an API that it does not serve and a field that it does not know; one whose feature gate is off it drops without a word.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    fieldEarly: {
      problem: 'Field {{name}} came into Kubernetes with {{since}}, and the target runs {{version}}',
      got: '{{name}}: {{value}}, for Kubernetes {{version}}',
      fix: '{{instead}}, or {{otherwise}}',
    },
    fieldOff: {
      problem: 'Field {{name}} is behind feature {{gate}}, off by default in Kubernetes {{version}}',
      got: '{{name}}: {{value}}, for Kubernetes {{version}}',
      fix: '{{instead}}, or {{otherwise}}',
    },
    fieldGone: {
      problem: 'Field {{name}} is gone from Kubernetes since {{gone}}, and the target runs {{version}}',
      got: '{{name}}: {{value}}, for Kubernetes {{version}}',
      fix: 'leave {{name}} out, or set the target\'s Kubernetes version to what the cluster runs',
    },
    valueEarly: {
      problem: 'Value {{value}} of {{name}} came into Kubernetes with {{since}}, and the target runs {{version}}',
      got: '{{name}}: {{value}}, for Kubernetes {{version}}',
      fix: '{{instead}}, or {{otherwise}}',
    },
    valueOff: {
      problem: 'Value {{value}} of {{name}} is behind feature {{gate}}, off by default in Kubernetes {{version}}',
      got: '{{name}}: {{value}}, for Kubernetes {{version}}',
      fix: '{{instead}}, or {{otherwise}}',
    },
    apiEarly: {
      problem: '{{kind}} of {{api}} came into Kubernetes with {{since}}, and the target runs {{version}}',
      got: '{{api}}, for Kubernetes {{version}}',
      fix: 'leave it out, or {{otherwise}}',
    },
    apiOff: {
      problem: '{{kind}} of {{api}} is not served by default in Kubernetes {{version}}',
      got: '{{api}}, for Kubernetes {{version}}',
      fix: '{{next}}, or acknowledge this if the cluster serves it by --runtime-config',
    },
    apiGone: {
      problem: '{{kind}} of {{api}} is no longer served since Kubernetes {{gone}}, and the target runs {{version}}',
      got: '{{api}}, for Kubernetes {{version}}',
      fix: '{{next}}',
    },
  },
  check(graph, report) {
    for (const object of graph.objects) {
      const { apiVersion, kind, target } = object;
      const version = target.kubernetesVersion;
      const checks = kindChecks(version, apiVersion, kind);
      if (checks.api) {
        const { why, row } = checks.api;
        const shared = { api: apiVersion, kind, version, next: nextOf(object, row) };
        if (why === 'gone') report('apiGone', { object }, 'apiVersion', { ...shared, gone: minorName(row.gone) });
        else if (why === 'off') report('apiOff', { object }, 'apiVersion', shared);
        else report('apiEarly', { object }, 'apiVersion', { ...shared, since: minorName(row.in), otherwise: otherwise(row, target) });
        continue;
      }
      if (!checks.fields) continue;
      forEachUnusableField(object.manifest, checks.fields, ({ why, row, field, value, byValue }) => {
        const name = shortName(field);
        const texts = { name, value: show(value), version };
        const shared = { ...texts, instead: insteadOf(name, value, byValue), otherwise: otherwise(row, target) };
        if (why === 'gone') report('fieldGone', { object }, field, { ...texts, gone: minorName(row.gone) });
        else if (why === 'early') report(byValue ? 'valueEarly' : 'fieldEarly', { object }, field, { ...shared, since: minorName(row.in) });
        else report(byValue ? 'valueOff' : 'fieldOff', { object }, field, { ...shared, gate: showGates(row.gate) });
      });
    }
  },
});

function insteadOf(name: string, value: Json, byValue: boolean): string {
  const last = byValue ? quote(value).replace(/"/g, '') : name.slice(name.lastIndexOf('.') + 1);
  if (Object.hasOwn(INSTEAD, last)) return INSTEAD[last] ?? '';
  return byValue ? `give ${name} another value` : `leave ${name} out`;
}

/** What else is to be done: wait for the cluster, or say that it is set up otherwise. */
function otherwise(row: VersionRow, target: TargetData): string {
  const usable = firstUsable(row, minor(target.kubernetesVersion));
  if (usable !== undefined) return `set the target's Kubernetes version to ${minorName(usable)} once the cluster runs it`;
  const gate = row.gate === undefined ? 'it' : showGates(row.gate);
  return `acknowledge this if the cluster switches ${gate} on`;
}

/** What to use in place of an API that is not served. */
function nextOf({ kind, target }: GraphObject, { next }: ApiRow): string {
  if (kind === 'PodSecurityPolicy') return 'leave it out, and say by labels of the namespace which level of Pod Security its pods keep to';
  if (next === undefined) return 'leave it out';
  const early = kindChecks(target.kubernetesVersion, next, kind).api;
  const when = early ? ` once the cluster runs Kubernetes ${minorName(early.row.in)}` : '';
  return `set apiVersion to ${next}${when}, and check its fields`;
}

/** The last two names of a field: `preStop.sleep`. */
function shortName(field: string): string {
  return field.replace(/\[\d+\]/g, '').split('.').slice(-2).join('.');
}

function showGates(gates = ''): string {
  return `${gates.includes(' ') ? 'gates' : 'gate'} ${gates}`;
}

function minorName(number = 0): string {
  return `1.${String(number)}`;
}

function show(value: Json): string {
  const shown = quote(value);
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown;
}
