/** What the rules of Ingresses and of the Gateway API's routes both say of a Service that a route does not reach. */
export const backendMessages = {
  nearName: {
    problem: '{{kind}} sends traffic to Service {{name}}, but no Service{{namespace}} is called that',
    got: '{{name}}; {{service}} has a name like it',
    fix: 'write {{nearest}} in place of {{name}}',
  },
  onlyService: {
    problem: '{{kind}} sends traffic to Service {{name}}, but no Service{{namespace}} is called that',
    got: '{{name}}; {{service}} has the port, and no other route leads there',
    fix: 'write {{nearest}} in place of {{name}}, or add Service {{name}}',
  },
  missing: {
    problem: '{{kind}} sends traffic to Service {{name}}, but no Service{{namespace}} is called that, though others that it names are there',
    got: '{{name}}; {{known}}',
    fix: 'name a Service that is there, add Service {{name}}, or declare it as external',
  },
  absent: {
    problem: '{{kind}} sends traffic to Service {{name}}, but no manifest has a Service of that name{{namespace}}',
    got: '{{name}}; {{known}}',
    fix: 'name a Service that is there, add Service {{name}}, or declare it as external',
    // Others of the namespace show less of whose business it is than others of the same route.
    grade: { ours: 'error', foreign: 'warning' },
  },
  operated: {
    problem: '{{kind}} sends traffic to Service {{name}}; no manifest shows it, though {{service}} may bring it',
    fix: 'make sure that {{service}} brings a Service {{name}}, or declare it as external',
    grade: { ours: 'error', foreign: 'note' },
  },
  unknown: {
    problem: '{{kind}} sends traffic to Service {{name}}, but no manifest has any Service{{namespace}}',
    fix: 'add Service {{name}}, link its manifests together with the {{kind}}, or declare it as external',
    // What is missing may live outside the input.
    grade: { ours: 'error', foreign: 'note' },
  },
  noPort: {
    problem: '{{kind}} sends traffic to port {{port}} of Service {{name}}, which has no such port',
    got: '{{port}}; {{service}} opens {{open}}',
    fix: '{{change}}',
  },
  protocol: {
    problem: '{{kind}} sends {{protocol}} traffic to port {{port}} of Service {{name}}, which is for another protocol',
    got: '{{port}}; {{service}} opens {{open}}',
    fix: '{{change}}',
  },
} as const;
