import { buildGraph, type Graph } from '../../lib/graph/graph';
import type { LinkObject } from '../../lib/graph/object';
import { type LinkOptions, readManifests, toInput } from '../rules/manifests';

/** The graph of some YAML. */
export function graphOf(yaml: string, options: LinkOptions = {}): Graph {
  const { objects } = toInput(readManifests(yaml), options);
  return buildGraph(objects);
}

/** A Deployment as the graph gets it, of a name, labels and a namespace. */
export function labelled(name: string, labels: Readonly<Record<string, string>>, namespace?: string): LinkObject {
  return {
    manifest: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec: { template: { metadata: { labels } } } },
  };
}
