import type { Graph } from './graph';
import { type Json, record, text } from './json';
import { type GraphObject, mayShareNamespace } from './object';
import { RUNS_NOTHING } from './operator';

/** Kinds by which whole charts and folders come into a cluster, whatever is in them. */
const INSTALLERS = /^(HelmRelease|HelmChart|Kustomization|Application|ApplicationSet|PackageInstall|Addon)$/;

/** Knows who may make Services that no manifest shows. */
export class ServiceMakers {
  private readonly operated: readonly GraphObject[];
  private readonly installers: readonly GraphObject[];

  constructor({ objects, workloads }: Graph) {
    const running = new Set(workloads.map(({ object }) => object));
    this.operated = objects.filter((object) => isOperated(object) && !running.has(object));
    this.installers = objects.filter(({ kind, group }) => INSTALLERS.test(kind) && group.includes('.') && group !== 'kustomize.config.k8s.io');
  }

  /**
   * The custom resource whose operator may make a Service: it bears its name, or the beginning of it, or mentions it, as a Flagger
   * Canary or a Knative Service does.
   */
  operatorOf(namespace: string | undefined, name: string): GraphObject | undefined {
    return this.operated.find(
      (object) =>
        mayShareNamespace(object.namespace, namespace) &&
        ([object.name, object.kind.toLowerCase()].some((word) => word !== '' && `${name}-`.startsWith(`${word}-`)) || mentions(object.manifest.spec, name)),
    );
  }

  /** What installs more into a namespace than the input shows. */
  installerOf(namespace: string | undefined): GraphObject | undefined {
    return this.installers.find((object) => {
      const spec = record(object.manifest.spec);
      const target = text(spec.targetNamespace) ?? text(record(spec.destination).namespace) ?? object.namespace;
      return mayShareNamespace(target, namespace);
    });
  }
}

function isOperated({ group, kind }: GraphObject): boolean {
  if (!group.includes('.') || kind === 'CustomResourceDefinition') return false;
  return (!group.endsWith('.k8s.io') || kind === 'Gateway') && !RUNS_NOTHING.test(kind);
}

function mentions(value: Json, name: string): boolean {
  if (typeof value !== 'object' || value === null) return value === name;
  return Object.values(value as Record<string, Json>).some((entry) => mentions(entry, name));
}
