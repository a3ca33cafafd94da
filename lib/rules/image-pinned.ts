import type { Graph } from '../graph/graph';
import { list, record, text } from '../graph/json';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** A container's image must name a version; otherwise what runs changes without any change of the manifest. */
export const imagePinned = defineRule({
  name: 'image-pinned',
  why: 'An image without a version is what was last pushed when a node pulled it: pods may differ, and a rollback brings nothing back.',
  grade: { ours: 'warning', foreign: 'note' },
  messages: {
    noTag: {
      problem: 'Container {{container}} runs image {{image}}, which names no version',
      got: '{{image}}, that is {{image}} with the tag "latest"',
      fix: 'add the version that was tested, such as {{example}}, or a digest',
    },
    latest: {
      problem: 'Container {{container}} runs image {{image}}, whose tag moves with each release',
      got: '{{image}}',
      fix: 'name the version that was tested, such as {{example}}, or a digest',
    },
  },
  check(graph, report) {
    const replaced = replacedImages(graph);
    for (const workload of graph.workloads) {
      for (const container of workload.containers) {
        const image = text(container.manifest.image);
        const { repository, tag } = readImage(image) ?? {};
        if (image === undefined || repository === undefined || replaced.has(repository)) continue;
        if (tag !== undefined && tag !== 'latest') continue;
        report(tag === undefined ? 'noTag' : 'latest', workload, `${container.field}.image`, {
          container: quote(container.name),
          image: quote(image),
          example: quote(`${repository}:1.2.3`),
        });
      }
    }
  },
});

/**
 * An image's repository and tag; undefined where it has a digest, or where something fills it in later: `$(IMAGE)`,
 * `{{ .Values.image }}`, `ko://…`, or what Istio's injector calls `auto`. A repository has no capitals.
 */
function readImage(image: string | undefined): { repository: string; tag?: string } | undefined {
  if (image === undefined || image === 'auto' || !/^[\w./:-]+$/.test(image) || image.includes('://')) return undefined;
  // What stands before a slash is a registry, whose colon starts its port.
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  const repository = colon < 0 ? image : image.slice(0, colon);
  if (/[A-Z]/.test(repository) || repository === '') return undefined;
  return colon < 0 || colon === image.length - 1 ? { repository } : { repository, tag: image.slice(colon + 1) };
}

/** Images that a kustomization among the manifests gives a version. */
function replacedImages(graph: Graph): Set<string> {
  const kustomizations = graph.objects.filter(({ group }) => group === 'kustomize.config.k8s.io');
  return new Set(kustomizations.flatMap(({ manifest }) => list(manifest.images).flatMap((image) => text(record(image).name) ?? [])));
}
