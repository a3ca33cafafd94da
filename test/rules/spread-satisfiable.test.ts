import { spreadSatisfiable } from '../../lib/rules/spread-satisfiable';
import { autoscaler, pods } from './capacity-manifests';
import { ruleTester } from './rule-tester';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const term = (key: string, selector = '{ matchLabels: { app: web } }', more = ''): string => `{ topologyKey: ${key}, labelSelector: ${selector}${more} }`;
const anti = (...terms: string[]): string => `podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [${terms.join(', ')}] }`;
const nodes = (...terms: string[]): string =>
  `nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms.map((entry) => `{ matchExpressions: [${entry}] }`).join(', ')}] } }`;
const zones = (...values: string[]): string => `{ key: ${ZONE}, operator: In, values: [${values.join(', ')}] }`;
const IN_ONE_ZONE = `nodeSelector: { ${ZONE}: eu-1a }`;
const ONE_AFTER_THE_OTHER = 'strategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }';

/** Pods of a set, whose rollouts add none. */
const set = (replicas: number, podSpec: string): string => pods({ type: 'apps/v1 StatefulSet', spec: `replicas: ${String(replicas)}`, podSpec });
const web = (replicas: number, podSpec: string, strategy = ''): string => pods({ spec: `replicas: ${String(replicas)}${strategy === '' ? '' : `, ${strategy}`}`, podSpec });
const spread = (selector: string, more = ''): string => `topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ${ZONE}, whenUnsatisfiable: DoNotSchedule${selector === '' ? '' : `, labelSelector: ${selector}`}${more} }]`;
const OWN = '{ matchLabels: { app: web } }';

const SILENT: Readonly<Record<string, string>> = {
  'pods that keep away from each other by preference': web(3, `affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: ${term(HOST)} }] } }`),
  'a set whose pods must keep away from each other': set(3, `affinity: { ${anti(term(HOST))} }`),
  'pods that keep away from those of another app': web(3, `affinity: { ${anti(term(HOST, '{ matchLabels: { app: db } }'))} }`),
  'pods that keep away from those of other namespaces': web(3, `affinity: { ${anti(term(HOST, OWN, ', namespaces: [blog]'))} }`),
  'pods that keep away from those of their own revision alone': web(3, `affinity: { ${anti(term(HOST, OWN, ', matchLabelKeys: [pod-template-hash]'))} }`),
  'a rollout that takes one away first': web(3, `affinity: { ${anti(term(HOST))} }`, ONE_AFTER_THE_OTHER),
  'a rollout of four, of which a quarter may be away': web(4, `affinity: { ${anti(term(HOST))} }`),
  'a single pod that must keep away from itself': web(1, `affinity: { ${anti(term(HOST))} }`),
  'as many pods as zones': set(3, `affinity: { ${anti(term(ZONE))}, ${nodes(zones('a', 'b', 'c'))} }`),
  'zones by terms that are alternatives': set(3, `affinity: { ${anti(term(ZONE))}, ${nodes(zones('a', 'b'), zones('c'))} }`),
  'an alternative that names no zone': set(3, `affinity: { ${anti(term(ZONE))}, ${nodes(zones('a'), '{ key: disk, operator: Exists }')} }`),
  'zones that are merely excluded': set(3, `affinity: { ${anti(term(ZONE))}, ${nodes(`{ key: ${ZONE}, operator: NotIn, values: [a] }`)} }`),
  'pods of one zone that keep away from each other on its nodes': set(3, `${IN_ONE_ZONE}, affinity: { ${anti(term(HOST))} }`),
  'pods of one node that somebody named, past the scheduler': set(3, `nodeName: node-1, affinity: { ${anti(term(HOST))} }`),
  'pods that nobody counts': pods({ spec: '', podSpec: `${IN_ONE_ZONE}, affinity: { ${anti(term(ZONE))} }` }),
  'a spread of its own pods': web(3, spread(OWN)),
  'a spread of its own pods by an expression and by revision': web(3, spread('{ matchExpressions: [{ key: app, operator: Exists }] }', ', matchLabelKeys: [pod-template-hash]')),
  'a spread of as many domains as there are': set(3, `affinity: { ${nodes(zones('a', 'b', 'c'))} }, ${spread(OWN, ', minDomains: 3')}`),
  'a spread over more domains than there are of no more pods than fit': set(2, `affinity: { ${nodes(zones('a', 'b'))} }, ${spread(OWN, ', minDomains: 3')}`),
  'a spread over domains that nobody bounds': set(9, spread(OWN, ', minDomains: 3')),
  'a spread that is but wished for': set(9, `${IN_ONE_ZONE}, ${spread(OWN).replace('DoNotSchedule', 'ScheduleAnyway')}`),
  'pods that another object looks after': web(3, spread('{ matchLabels: { app: db } }')).replace('name: web,', 'name: web, ownerReferences: [{ kind: App }],'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'a patch, whose labels are elsewhere': pods({ labels: '{}', podSpec: spread(OWN) }),
};

ruleTester(spreadSatisfiable, {
  valid: [
    ...Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
  ],
  invalid: [
    {
      name: 'two pods that must be on a node of their own, and on one node',
      manifests: set(2, `nodeSelector: { ${HOST}: node-1 }, affinity: { ${anti(term(HOST))} }`),
      findings: [
        {
          message: 'tooFew',
          severity: 'warning',
          field: 'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]',
          problem: '2 pods must each have a node of its own, and may go to 1 node alone: the others stay Pending',
          fix: /^prefer the anti-affinity .*, or run no more than 1$/,
        },
      ],
      fixed: set(1, `nodeSelector: { ${HOST}: node-1 }, affinity: { ${anti(term(HOST))} }`),
    },
    {
      name: 'three pods of ours for two zones',
      manifests: set(3, `affinity: { ${anti(term(HOST), term(ZONE))}, ${nodes(zones('a', 'b', 'a'))} }`),
      ours: true,
      findings: [{ message: 'tooFew', severity: 'error', field: 'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[1]', problem: /have a zone of its own, and may go to 2 zones alone/ }],
      fixed: set(3, `affinity: { ${anti(term(HOST), term(ZONE))}, ${nodes(zones('a', 'b', 'c'))} }`),
    },
    {
      name: 'as many pods at the least as an autoscaler leaves, and fewer zones',
      manifests: pods({ spec: '', podSpec: `affinity: { ${anti(term(ZONE))}, ${nodes(zones('a', 'b'))} }` }) + autoscaler('minReplicas: 3, maxReplicas: 9'),
      findings: [{ message: 'tooFew', severity: 'warning', problem: /^3 pods must/ }],
      fixed: pods({ spec: '', podSpec: `affinity: { ${nodes(zones('a', 'b'))} }` }) + autoscaler('minReplicas: 3, maxReplicas: 9'),
    },
    {
      name: 'a rollout that needs a fourth zone of three',
      manifests: web(3, `affinity: { ${anti(term(ZONE))}, ${nodes(zones('a', 'b', 'c'))} }`),
      findings: [{ message: 'noRoomToSurge', severity: 'warning', problem: /have a zone of its own, of 3 zones in all: it never ends$/ }],
      fixed: web(3, `affinity: { ${anti(term(ZONE))}, ${nodes(zones('a', 'b', 'c'))} }`, ONE_AFTER_THE_OTHER),
    },
    {
      name: 'a rollout of ours of one pod that is bound to one node',
      manifests: web(1, `nodeSelector: { ${HOST}: node-1 }, affinity: { ${anti(term(HOST))} }`),
      ours: true,
      findings: [{ message: 'noRoomToSurge', severity: 'error', problem: /have a node of its own, of 1 node in all/ }],
      fixed: web(1, `nodeSelector: { ${HOST}: node-1 }`),
    },
    {
      name: 'a rollout that needs one node more than there are pods',
      manifests: web(2, `affinity: { ${anti(term(HOST))} }`),
      findings: [{ message: 'oneMore', severity: 'note', problem: /^A rollout of 2 pods needs 3 nodes: each pod/ }],
      fixed: web(2, `affinity: { ${anti(term(HOST))} }`, ONE_AFTER_THE_OTHER),
    },
    {
      name: 'a rollout of ours that needs one domain more than there are pods',
      manifests: web(3, `affinity: { ${anti(term('example.com/rack'))} }`),
      ours: true,
      findings: [{ message: 'oneMore', severity: 'warning', problem: /needs 4 domains \(example.com\/rack\): each/ }],
      fixed: web(3, `affinity: { ${anti(term('example.com/rack', '{ matchLabels: { app: db } }'))} }`),
    },
    {
      name: 'a spread over more zones than the pods may go to',
      manifests: set(5, `affinity: { ${nodes(zones('a', 'b'))} }, ${spread(OWN, ', minDomains: 3')}`),
      findings: [
        {
          message: 'minDomains',
          severity: 'warning',
          field: 'spec.template.spec.topologySpreadConstraints[0].minDomains',
          problem: /^5 pods must be spread over 3 domains of "topology.kubernetes.io\/zone", and may go to 2 alone: all but 2 stay Pending$/,
        },
      ],
      fixed: set(5, `affinity: { ${nodes(zones('a', 'b'))} }, ${spread(OWN, ', minDomains: 2')}`),
    },
    {
      name: 'a spread of ours over more zones than the pods may go to',
      manifests: set(2, `${IN_ONE_ZONE}, ${spread(OWN, ', minDomains: 2')}`),
      ours: true,
      findings: [{ message: 'minDomains', severity: 'error' }],
      fixed: set(2, spread(OWN, ', minDomains: 2')),
    },
    {
      name: 'a spread that counts the pods of another app',
      manifests: web(3, spread('{ matchLabels: { app: db } }')),
      findings: [
        {
          message: 'missesOwn',
          severity: 'warning',
          field: 'spec.template.spec.topologySpreadConstraints[0].labelSelector',
          problem: 'Topology spread does not count the pods of Deployment shop/web, which it is for, and so spreads nothing',
          got: 'labelSelector "app=db"; the pods carry "app=web"',
        },
      ],
      fixed: web(3, spread(OWN)),
    },
    {
      name: 'a spread of ours without a selector, which counts no pods',
      manifests: pods({ podSpec: spread('') }),
      ours: true,
      findings: [{ message: 'missesOwn', severity: 'error', got: 'no labelSelector; the pods carry "app=web"' }],
      fixed: pods({ podSpec: spread(OWN) }),
    },
  ],
});
