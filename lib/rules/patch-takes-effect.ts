import type { Json } from '../graph/json';
import { readObjects } from '../graph/object';
import { fieldOf, type Patch, type PatchOperation, tokens, valueAt } from '../graph/patch';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** A JSON patch must show in the manifest; generated cdk8s classes drop the fields that their schema does not know. */
export const patchTakesEffect = defineRule({
  name: 'patch-takes-effect',
  why: 'Generated cdk8s classes render only the fields of their own schema, so a patch of a newer or misspelt field vanishes without a word.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    vanished: {
      problem: 'A JSON patch sets {{field}}, but the manifest does not show it',
      got: '{{value}} was asked for; {{found}}',
      fix: 'check the spelling of field and value; if it is right, the generated class does not know them: use a newer cdk8s-plus, or a plain ApiObject, which keeps every field',
    },
  },
  check(graph, report) {
    for (const patch of graph.patches) {
      const object = readObjects([patch.input])[0];
      if (!object) continue;
      for (const [index, operation] of patch.operations.entries()) {
        const lost = lostPointer(patch, operation, index);
        if (lost === undefined) continue;
        const field = fieldOf(lost.pointer);
        const found = foundInstead(patch, operation, lost.pointer);
        report('vanished', { object }, field, { field: quote(field), value: quote(lost.wanted), found });
      }
    }
  },
});

/** The first place below an operation's path where the manifest lacks what was asked for. */
function lostPointer(patch: Patch, operation: PatchOperation, index: number): { pointer: string; wanted: Json } | undefined {
  if (operation.op !== 'add' && operation.op !== 'replace') return undefined;
  if (patch.operations.slice(index + 1).some((later) => mayTouch(later, operation))) return undefined;
  if (isAppending(operation)) return lostAppended(patch, operation.path.slice(0, -2), operation.value);
  return lostWithin(patch, operation.path, operation.value);
}

function foundInstead(patch: Patch, operation: PatchOperation, pointer: string): string {
  const { found, value } = valueAt(patch.input.manifest, pointer);
  if (!found) return 'the manifest holds nothing there';
  return isAppending(operation) ? 'the list holds no such element' : `the manifest holds ${quote(value)}`;
}

function isAppending(operation: PatchOperation): boolean {
  return operation.path.endsWith('/-');
}

/** Where an appended element stands depends on what else was appended, so any element may be it. */
function lostAppended(patch: Patch, pointer: string, wanted: Json): { pointer: string; wanted: Json } | undefined {
  const { value } = valueAt(patch.input.manifest, pointer);
  const shows = (_: Json, index: number): boolean => lostWithin(patch, `${pointer}/${String(index)}`, wanted) === undefined;
  return Array.isArray(value) && value.some(shows) ? undefined : { pointer, wanted };
}

function lostWithin(patch: Patch, pointer: string, wanted: Json): { pointer: string; wanted: Json } | undefined {
  if (wanted === null || wanted === undefined) return undefined;
  const { found, value } = valueAt(patch.input.manifest, pointer);
  if (typeof wanted !== 'object') return found && value === wanted ? undefined : { pointer, wanted };
  const entries = Object.entries(wanted as Readonly<Record<string, Json>>);
  if (entries.length === 0) return undefined; // rendering drops empty maps and lists: nothing is lost
  if (!found) return { pointer, wanted };
  for (const [key, item] of entries) {
    const lost = lostWithin(patch, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, item);
    if (lost) return lost;
  }
  return undefined;
}

/** Whether a later operation may have changed what an earlier one set, by path or by moving the elements of a list. */
function mayTouch(later: PatchOperation, earlier: PatchOperation): boolean {
  const paths = [tokens(later.path), tokens((later as { from?: string }).from ?? later.path)];
  const mine = tokens(earlier.path);
  return paths.some((path) => {
    const shared = path.findIndex((token, i) => token !== mine[i]);
    if (shared === -1 || shared >= mine.length) return true;
    return [path[shared], mine[shared]].every((token) => /^(\d+|-)$/.test(token ?? ''));
  });
}
