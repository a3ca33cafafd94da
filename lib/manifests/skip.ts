import * as path from 'node:path';
import { type Json, type JsonObject, list, record, text } from '../graph/json';
import type { Document } from './document';
import { isKustomization } from './kustomization';

/** Why something that was read is no object to be linked, as a summary counts it: one of them, and several. */
export const SKIP_REASONS = {
  'template': ['template', 'templates'],
  'helm-chart': ['file of a Helm chart', 'files of a Helm chart'],
  'kustomization': ['kustomization', 'kustomizations'],
  'kustomize-patch': ['kustomize patch', 'kustomize patches'],
  'kustomize-setting': ['file that kustomize reads', 'files that kustomize reads'],
  'json-patch': ['JSON patch', 'JSON patches'],
  'not-kubernetes': ['document that is no Kubernetes object', 'documents that are no Kubernetes objects'],
} as const;

export type SkipReason = keyof typeof SKIP_REASONS;

/** How many files or documents were passed over for a reason. */
export interface Skipped {
  readonly reason: SkipReason;
  readonly count: number;
}

/** What is known of the files about the one at hand. */
export interface Surroundings {
  readonly patches: ReadonlySet<string>;
  readonly settings: ReadonlySet<string>;
  /** Whether kustomize has yet to complete the objects of a file, or leaves them out. */
  isKustomized(file: string): boolean;
  /** Whether a directory is one of a Helm chart's templates. */
  isOfChartTemplates(directory: string): boolean;
  isOfChart(directory: string): boolean;
}

/** Why a document is no object, or undefined where it is one. */
export function skipReason(file: string, value: Json, surroundings: Surroundings): SkipReason | undefined {
  if (surroundings.patches.has(file)) return 'kustomize-patch';
  if (surroundings.settings.has(file)) return 'kustomize-setting';
  if (Array.isArray(value)) return isJsonPatch(value as readonly Json[]) ? 'json-patch' : 'not-kubernetes';
  const object = record(value);
  if (isKustomization(file, object)) return 'kustomization';
  if (object.$patch !== undefined) return 'kustomize-patch';
  if (text(object.apiVersion) !== undefined && text(object.kind) !== undefined) return undefined;
  const name = path.basename(file);
  return /^(Chart|values.*|requirements)\.ya?ml$/.test(name) && surroundings.isOfChart(path.dirname(file)) ? 'helm-chart' : 'not-kubernetes';
}

/** @see https://datatracker.ietf.org/doc/html/rfc6902 */
function isJsonPatch(entries: readonly Json[]): boolean {
  return entries.length > 0 && entries.every((entry) => text(record(entry).op) !== undefined && typeof record(entry).path === 'string');
}

/** Actions of Helm, other than the braces of Prometheus or Argo, which stand in the text of objects. */
const HELM_ACTION = /\{\{-?\s{0,8}(?:\.(?:Values|Release|Chart|Files|Capabilities|Template)\b|(?:include|template|tpl|required|toYaml)\s)/;
/** A line that begins with an action of some template language, or a value that does. */
const ACTION_LINE = /^[ \t]*(?:[\w./"'-]+:|-)?[ \t]*\{[{%]/m;

/** Whether a file is a template, from which Helm or another tool has yet to make YAML. */
export function isTemplate(file: string, content: string, documents: readonly Document[], surroundings: Surroundings): boolean {
  if (!content.includes('{{') && !content.includes('{%')) return false;
  if (surroundings.isOfChartTemplates(path.dirname(file))) return true;
  return documents.some(
    (document) =>
      (document.unreadable !== undefined && (/\{[{%]/.test(document.unreadable.got ?? '') || ACTION_LINE.test(document.text))) ||
      document.braced.some((scalar) => HELM_ACTION.test(scalar)) ||
      [record(document.value).metadata].some((metadata) => isBraced(record(metadata))),
  );
}

/** No name of an object may hold braces. */
function isBraced({ name, namespace }: JsonObject): boolean {
  return [...list([name, namespace])].some((word) => typeof word === 'string' && word.includes('{{'));
}
