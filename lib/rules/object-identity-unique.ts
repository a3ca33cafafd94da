import { type GraphObject, showObject } from '../graph/object';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** Two objects of one kind, namespace and name are one object to the cluster: the last one applied wins. */
export const objectIdentityUnique = defineRule({
  name: 'object-identity-unique',
  why: 'Objects of the same group, kind, namespace and name overwrite each other when they are applied, and nothing says so.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    twice: {
      problem: 'Two objects are {{kind}} {{name}}{{namespace}} of one cluster: the last one applied overwrites the other',
      got: '{{first}} and {{second}}',
      fix: 'rename one of them, put it into another namespace, or give its ClusterTarget another cluster name',
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
      report('twice', { object }, 'metadata.name', {
        kind: object.kind,
        name: quote(object.name),
        namespace: object.namespace === undefined ? '' : ` in namespace ${quote(object.namespace)}`,
        first: showObject(first),
        second: showObject(object),
      });
    }
  },
});
