import { list, record } from '../graph/json';
import type { GraphObject } from '../graph/object';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** The API server must accept every object; what it refuses is not applied. */
export const apiserverAccepts = defineRule({
  name: 'apiserver-accepts',
  why: 'The API server refuses an object that its own validation does not pass: kubectl apply stops there, often after it has applied others.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    refused: {
      problem: 'The API server refuses this {{kind}}: {{detail}}',
      got: '{{value}}',
      fix: '{{change}}',
    },
  },
  check(graph, report) {
    for (const { object, errors } of graph.judgements) {
      for (const { type, field, value, detail } of errors) {
        if (!object.ours && mayBeFilledIn(object, type, value)) continue;
        const at = field === '' || field === WHOLE ? undefined : field;
        report('refused', { object }, at, {
          kind: object.kind,
          detail: detail === '' ? 'it is not valid' : detail.replace(/\s+/g, ' ').replace(/[.\s]+$/, ''),
          value: object.kind === 'Secret' ? 'a value that is not shown, as of any Secret' : got(value),
          change: changeFor(type, at),
        });
      }
    }
  },
});

/** What no later step changes: a field that is none, and a value of the wrong kind. */
const FINAL = ['FieldUnknown', 'FieldDuplicate', 'FieldTypeInvalid', 'FieldValueNotSupported'];

/** What a later step, or a reader, fills in: `${APP}`, `$(APP)`, `{{ app }}`, `<your-app>`, `__APP__`, `your-app`, `...`. */
const PLACEHOLDER = /\$\{[^{}]+\}|\$\([\w.-]+\)|\{\{[^{}]*\}\}|<[A-Za-z][\w .-]*>|__[A-Z][A-Z\d_]*__|\byour[-_ ]|^\.{3}|\.{3}$/;

/** Whether what is refused is yet to come: kustomize completes the object, or something the value. */
function mayBeFilledIn(object: GraphObject, type: string, value: string | undefined): boolean {
  return ((object.unfinished || isPatchOfPod(object)) && !FINAL.includes(type)) || (value !== undefined && PLACEHOLDER.test(value));
}

/** Whether it is a part of a static pod, such as kubeadm patches: no container says what it runs. */
function isPatchOfPod({ kind, group, manifest }: GraphObject): boolean {
  const containers = list(record(manifest.spec).containers);
  return kind === 'Pod' && group === '' && containers.length > 0 && containers.every((container) => record(container).image === undefined);
}

/** What validation calls an object as a whole, as one that is too large. */
const WHOLE = '[]';

const LONGEST = 200;

function got(value: string | undefined): string {
  if (value === undefined || value === '') return 'nothing';
  return quote(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
}

function changeFor(type: string, name = 'it'): string {
  switch (type) {
    case 'FieldUnknown':
      return `correct the spelling of ${name}, or remove it`;
    case 'FieldDuplicate':
    case 'FieldValueDuplicate':
      return `keep ${name} once`;
    case 'FieldTypeInvalid':
      return `write ${name} as the type that the API asks for`;
    case 'FieldValueRequired':
      return `give ${name} a value`;
    case 'FieldValueForbidden':
      return `leave ${name} out, or change what forbids it`;
    case 'FieldValueNotSupported':
      return `give ${name} one of the values that are supported`;
    case 'Internal': // its validation broke down; that says nothing of the object
      return 'try it with kubectl apply --dry-run=server, and acknowledge this finding if it passes there';
    default:
      return `change ${name} as the API server asks`;
  }
}
