// A rule of one's own. The house of this example wants to know whom to call when a Service fails at night: each Service, and each
// workload behind one, bears the label acme.example/team with the name of a team that exists.
//
// A rule looks at a typed graph of all manifests, and reports where something does not hold: which message, at which object, at which
// of its fields, and the values for the message's placeholders. An unknown message, or a placeholder without a value, does not compile.
// Everything else is as with built-in rules: the finding has the line of the manifest, service-patterns.yaml gives it another weight
// or switches it off, and an annotation acknowledges it:
//
//   acknowledge.cdk8s-service-patterns/team-label: 'bought in; the vendor is on call'
//
// service-patterns.yaml beside this folder loads it; nothing is to be compiled or installed. manifests/shop.yaml fails it twice.
import { defineRule, type GraphObject, listed, quote, showObject } from 'cdk8s-service-patterns/linker';

const LABEL = 'acme.example/team';
const TEAMS = ['checkout', 'platform', 'search'];

/** Each Service and what runs its pods must say which team answers for it. */
export const teamLabel = defineRule({
  name: 'team-label',
  why: 'Nobody knows whom to call when it fails at night.',
  docs: 'https://wiki.acme.example/on-call',
  // Ours: made by patterns of the library; foreign: any other YAML.
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    missing: {
      problem: '{{object}} does not say which team answers for it',
      fix: 'label it {{label}}: one of {{teams}}',
    },
    unknown: {
      problem: '{{object}} names a team that there is not',
      got: '{{team}}; teams are {{teams}}',
      fix: 'name the team that answers for it, or add the new one to rules/team-label.ts',
    },
  },
  check(graph, report) {
    const behind = graph.services.flatMap(({ workloads }) => workloads.map(({ object }) => object));
    const asked = new Set<GraphObject>([...graph.services.map(({ object }) => object), ...behind]);
    for (const object of asked) {
      const team = object.labels[LABEL];
      const shared = { object: showObject(object), teams: listed(TEAMS.map(quote)) };
      if (team === undefined) report('missing', { object }, 'metadata.labels', { ...shared, label: LABEL });
      else if (!TEAMS.includes(team)) report('unknown', { object }, `metadata.labels[${quote(LABEL)}]`, { ...shared, team: quote(team) });
    }
  },
});
