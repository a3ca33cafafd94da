import type { Graph } from './graph';
import { type Json, record, text } from './json';
import { type GraphObject, mayShareNamespace } from './object';
import { RUNS_NOTHING } from './operator';

/** Kinds by which whole charts and folders come into a cluster, whatever is in them. */
const INSTALLERS = /^(HelmRelease|HelmChart|Kustomization|Application|ApplicationSet|PackageInstall|Addon)$/;

/**
 * Who may make a Service that no manifest shows: the operator of a custom resource that bears its name, the beginning of its name,
 * or mentions it, as a Flagger Canary or a Knative Service does.
 */
export function makerOf(graph: Graph, namespace: string | undefined, name: string): GraphObject | undefined {
  const workloads = new Set(graph.workloads.map(({ object }) => object));
  return graph.objects.find(
    (object) =>
      isOperated(object) &&
      !workloads.has(object) &&
      mayShareNamespace(object.namespace, namespace) &&
      ([object.name, object.kind.toLowerCase()].some((word) => word !== '' && `${name}-`.startsWith(`${word}-`)) || mentions(object.manifest.spec, name)),
  );
}

/** What installs more into a namespace than the input shows. */
export function installerOf(graph: Graph, namespace: string | undefined): GraphObject | undefined {
  return graph.objects.find((object) => {
    if (!INSTALLERS.test(object.kind) || !object.group.includes('.') || object.group === 'kustomize.config.k8s.io') return false;
    const spec = record(object.manifest.spec);
    const target = text(spec.targetNamespace) ?? text(record(spec.destination).namespace) ?? object.namespace;
    return mayShareNamespace(target, namespace);
  });
}

function isOperated({ group, kind }: GraphObject): boolean {
  if (!group.includes('.') || kind === 'CustomResourceDefinition') return false;
  return (!group.endsWith('.k8s.io') || kind === 'Gateway') && !RUNS_NOTHING.test(kind);
}

function mentions(value: Json, name: string): boolean {
  if (typeof value !== 'object' || value === null) return value === name;
  return Object.values(value as Record<string, Json>).some((entry) => mentions(entry, name));
}
