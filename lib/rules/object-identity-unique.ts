import { type GraphObject, showObject } from '../graph/object';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** Two objects of one kind, namespace and name are one object to the cluster: the last one applied wins. */
export const objectIdentityUnique = defineRule({
  name: 'object-identity-unique',
  why: 'Objects of the same group, kind, namespace and name overwrite each other when they are applied, and nothing says so.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    twice: {
      problem: 'Two manifests are for {{kind}} {{name}}{{namespace}}: the last one applied overwrites the other',
      got: '{{places}}',
      fix: 'remove or rename one of them, put it into another namespace, or give its ClusterTarget another cluster name',
    },
    inTwoFiles: {
      problem: 'Two files of one directory are for {{kind}} {{name}}{{namespace}}: where both are applied, the last one overwrites the other',
      got: '{{places}}',
      fix: 'remove or rename one of them, or check each file by itself where one is the other\'s alternative',
      // A directory may hold one file for each way to run an app.
      grade: { ours: 'error', foreign: 'warning' },
    },
  },
  check(graph, report) {
    const seen = new Map<string, GraphObject>();
    for (const object of graph.objects) {
      if (object.name === '') continue; // generateName: the API server makes one up
      const key = [object.group, object.kind, object.namespace ?? '', object.name].join('/');
      const first = seen.get(key);
      if (!first) {
        seen.set(key, object);
        continue;
      }
      const apart = graph.separateFiles && first.provenance.source?.file !== object.provenance.source?.file;
      report(apart ? 'inTwoFiles' : 'twice', { object, related: [first] }, 'metadata.name', {
        kind: object.kind,
        name: quote(object.name),
        namespace: object.namespace === undefined ? '' : ` in namespace ${quote(object.namespace)}`,
        places: showPlaces([first, object]),
      });
    }
  },
});

/** Where two manifests came from: construct paths or lines of code; where neither is known, what they call themselves. */
function showPlaces(objects: readonly GraphObject[]): string {
  const places = objects.map((object) => {
    const { path, source } = object.provenance;
    return path ?? (source ? `${source.file}:${String(source.line)}` : `${object.apiVersion} ${showObject(object)}`);
  });
  return new Set(places).size === 1 ? `${places[0] ?? ''}, twice` : listed(places);
}
