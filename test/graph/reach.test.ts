import type { Verdict } from '../../lib/graph/verdict';
import { deployment, workload } from '../rules/yaml';
import { API, at, CLOSED, from, namespace, out, policy, reach, tell } from './reach-cases';

describe('network policies', () => {
  tell([
    [
      'let everything through where there is none',
      '',
      { 'web -> api 8080': 'yes', 'outside -> api 1/SCTP': 'yes', 'api -> outside 443': 'yes' },
    ],
    [
      'close the pods that they select, in the direction that they are about',
      policy('shop/api', `{ ${API} }`),
      { 'web -> api 8080': 'no', 'outside -> api 8080': 'no', 'api -> api 8080': 'no', 'api -> web 80': 'yes', 'api -> outside 443': 'yes', 'web -> db 1': 'yes' },
    ],
    [
      'close all pods of their own namespace where their selector is empty',
      policy('shop/all', '{ podSelector: {} }'),
      { 'web -> api 8080': 'no', 'cms -> db 1': 'no', 'web -> cms 80': 'yes', 'web -> prometheus 80': 'yes' },
    ],
    [
      'close all pods of their own namespace where they have no selector',
      policy('shop/all', '{ policyTypes: [Ingress] }'),
      { 'web -> api 8080': 'no', 'web -> cms 80': 'yes' },
    ],
    [
      'add up: what one admits, no other refuses',
      CLOSED + policy('shop/back', '{ podSelector: { matchLabels: { tier: back } }, ingress: [{}], egress: [{}] }') + from('[{ podSelector: {} }]'),
      { 'db -> api 8080': 'yes', 'db -> web 80': 'no', 'web -> api 8080': 'no', 'outside -> api 8080': 'yes', 'db -> outside 443': 'yes' },
    ],
    [
      'must agree at both ends',
      from('[{ podSelector: { matchLabels: { app: web } } }]') + out('{ to: [{ podSelector: { matchLabels: { app: db } } }] }'),
      { 'web -> api 8080': 'no', 'web -> db 8081': 'yes', 'db -> api 8080': 'no', 'cms -> api 8080': 'no' },
    ],
    [
      'let traffic through that the sender may send and the receiver may take',
      from('[{ podSelector: { matchLabels: { app: web } } }]') + out('{ to: [{ podSelector: { matchLabels: { app: api } } }] }'),
      { 'web -> api 8080': 'yes', 'web -> db 8081': 'no' },
    ],
  ]);

  it('select pods by expressions as by labels', () => {
    const closed = (expression: string): string => policy('shop/p', `{ podSelector: { matchExpressions: [${expression}] } }`);
    const open = (manifests: string): string[] => ['web', 'api', 'db'].filter((name) => reach(manifests, `outside -> ${name} 1`) === 'yes');
    expect(open(closed('{ key: app, operator: In, values: [web, db] }'))).toEqual(['api']);
    expect(open(closed('{ key: app, operator: NotIn, values: [web, db] }'))).toEqual(['web', 'db']);
    expect(open(closed('{ key: tier, operator: NotIn, values: [front] }'))).toEqual([]);
    expect(open(closed('{ key: tier, operator: Exists }'))).toEqual(['web']);
    expect(open(closed('{ key: tier, operator: DoesNotExist }'))).toEqual(['api', 'db']);
    expect(open(closed('{ key: tier, operator: Exists }, { key: app, operator: In, values: [db, web] }'))).toEqual(['web', 'api']);
  });
});

describe('the types of a policy', () => {
  tell([
    [
      'close a direction of which it has no rules',
      policy('shop/p', '{ podSelector: {}, policyTypes: [Ingress] }'),
      { 'cms -> api 1': 'no', 'api -> cms 1': 'yes' },
    ],
    ['close both', policy('shop/p', '{ podSelector: {}, policyTypes: [Egress, Ingress] }'), { 'cms -> api 1': 'no', 'api -> cms 1': 'no' }],
    [
      'leave out incoming traffic where it is about outgoing alone',
      policy('shop/p', '{ podSelector: {}, policyTypes: [Egress] }'),
      { 'cms -> api 1': 'yes', 'api -> cms 1': 'no' },
    ],
    [
      'make rules of another type mean nothing',
      policy('shop/p', '{ podSelector: {}, policyTypes: [Ingress], ingress: [{}], egress: [{ ports: [{ port: 1 }] }] }'),
      { 'cms -> api 1': 'yes', 'api -> cms 2': 'yes' },
    ],
    ['are ingress where they are left out', policy('shop/p', '{ podSelector: {} }'), { 'cms -> api 1': 'no', 'api -> cms 1': 'yes' }],
    [
      'are ingress where they are an empty list',
      policy('shop/p', '{ podSelector: {}, policyTypes: [] }'),
      { 'cms -> api 1': 'no', 'api -> cms 1': 'yes' },
    ],
    [
      'are egress too where they are left out and there are rules for it',
      policy('shop/p', '{ podSelector: {}, ingress: [{}], egress: [{ ports: [{ port: 1 }] }] }'),
      { 'cms -> api 1': 'yes', 'api -> cms 1': 'yes', 'api -> cms 2': 'no' },
    ],
    [
      'are ingress alone where rules for egress are an empty list',
      policy('shop/p', '{ podSelector: {}, egress: [] }'),
      { 'cms -> api 1': 'no', 'api -> cms 1': 'yes' },
    ],
  ]);
});

describe('a rule', () => {
  const everything: Record<string, Verdict> = { 'web -> api 8080': 'yes', 'prometheus -> api 1/UDP': 'yes', 'tool -> api 1': 'yes', 'outside -> api 8080': 'yes' };
  tell([
    ['admits everything where it says nothing', policy('shop/p', `{ ${API}, ingress: [{}] }`), everything],
    ['admits everything where its lists are empty', policy('shop/p', `{ ${API}, ingress: [{ from: [], ports: [] }] }`), everything],
    ['lets everything out where it says nothing', out('{}'), { 'web -> cms 1': 'yes', 'web -> outside 443': 'yes' }],
    ['lets everything out where its lists are empty', out('{ to: [], ports: [] }'), { 'web -> cms 1': 'yes', 'web -> outside 443': 'yes' }],
    [
      'admits nothing that only one of its halves admits',
      policy('shop/p', `{ ${API}, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }] }`),
      { 'web -> api 8080': 'yes', 'web -> api 8081': 'no', 'db -> api 8080': 'no', 'web -> api 8080/UDP': 'no' },
    ],
    [
      'admits what any of several does',
      policy('shop/p', `{ ${API}, ingress: [{ ports: [{ port: 1 }] }, { from: [{ podSelector: { matchLabels: { app: db } } }, { namespaceSelector: { matchLabels: { team: b } } }] }] }`),
      { 'web -> api 1': 'yes', 'web -> api 2': 'no', 'db -> api 2': 'yes', 'cms -> api 2': 'yes' },
    ],
  ]);
});

describe('a peer', () => {
  tell([
    [
      'without a namespace selector is in the namespace of the policy',
      from('[{ podSelector: { matchLabels: { app: web } } }]'),
      { 'web -> api 1': 'yes', 'db -> api 1': 'no', 'cms -> api 1': 'no', 'tool -> api 1': 'unknown', 'outside -> api 1': 'no' },
    ],
    [
      'with an empty pod selector is any pod of that namespace',
      from('[{ podSelector: {} }]'),
      { 'web -> api 1': 'yes', 'cms -> api 1': 'no', 'tool -> api 1': 'unknown', 'outside -> api 1': 'no' },
    ],
    [
      'with a namespace selector alone is any pod of such namespaces',
      from('[{ namespaceSelector: { matchLabels: { team: b } } }]'),
      { 'cms -> api 1': 'yes', 'web -> api 1': 'no', 'outside -> api 1': 'no' },
    ],
    [
      'with an empty namespace selector is any pod of any namespace',
      from('[{ namespaceSelector: {} }]'),
      { 'web -> api 1': 'yes', 'cms -> api 1': 'yes', 'prometheus -> api 1': 'yes', 'tool -> api 1': 'yes', 'outside -> api 1': 'no' },
    ],
    [
      'with both is a pod that both select',
      from('[{ namespaceSelector: { matchLabels: { team: b } }, podSelector: { matchLabels: { app: web } } }]'),
      { 'cms -> api 1': 'yes', 'web -> api 1': 'no', 'prometheus -> api 1': 'no' },
    ],
    [
      'is not what one entry selects and another does',
      from('[{ namespaceSelector: { matchLabels: { team: b } } }, { podSelector: { matchLabels: { app: web } } }]'),
      { 'cms -> api 1': 'yes', 'web -> api 1': 'yes', 'db -> api 1': 'no' },
    ],
    ['that says nothing is nobody', from('[{}]'), { 'web -> api 1': 'no', 'outside -> api 1': 'no' }],
    [
      'is where outgoing traffic goes to',
      out('{ to: [{ namespaceSelector: { matchLabels: { team: b } } }] }'),
      { 'web -> cms 1': 'yes', 'web -> api 1': 'no', 'web -> outside 443': 'no', 'api -> db 1': 'yes' },
    ],
  ]);
});

describe('a namespace', () => {
  tell([
    [
      'is known by its name, which is a label of every namespace',
      from('[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ops } } }]'),
      { 'prometheus -> api 1': 'yes', 'web -> api 1': 'no', 'cms -> api 1': 'no', 'tool -> api 1': 'unknown' },
    ],
    [
      'is not one of another name, whatever its labels',
      from('[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: blog, purpose: x } } }]'),
      { 'prometheus -> api 1': 'no', 'cms -> api 1': 'no', 'tool -> api 1': 'unknown' },
    ],
    [
      'bears its name though its manifest labels it otherwise',
      namespace('late', '{ kubernetes.io/metadata.name: blog }') + deployment('late/x', '{}') + from('[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: late } } }]'),
      { 'x -> api 1': 'yes', 'cms -> api 1': 'no' },
    ],
    [
      'may have any labels where the input does not hold it',
      from('[{ namespaceSelector: { matchLabels: { team: b } } }]'),
      { 'cms -> api 1': 'yes', 'web -> api 1': 'no', 'prometheus -> api 1': 'unknown', 'tool -> api 1': 'unknown' },
    ],
    [
      'may lack any labels where the input does not hold it',
      from('[{ namespaceSelector: { matchExpressions: [{ key: team, operator: DoesNotExist }] } }]'),
      { 'cms -> api 1': 'no', 'prometheus -> api 1': 'unknown' },
    ],
    [
      'does not matter where pods are not selected anyhow',
      from('[{ namespaceSelector: { matchLabels: { team: b } }, podSelector: { matchLabels: { app: none } } }]'),
      { 'prometheus -> api 1': 'no', 'tool -> api 1': 'no' },
    ],
    [
      'may be any where a policy names none',
      policy('loose', '{ podSelector: { matchLabels: { app: api } } }'),
      { 'web -> api 1': 'unknown', 'web -> db 1': 'yes', 'api -> web 1': 'yes' },
    ],
    [
      'is one and the same for all that name none',
      policy('loose', '{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] }'),
      { 'tool -> tool 1': 'yes', 'db -> tool 1': 'no', 'outside -> tool 1': 'no', 'web -> tool 1': 'unknown', 'outside -> web 1': 'unknown' },
    ],
    [
      'may be that of a policy where pods name none',
      policy('shop/p', '{ podSelector: { matchLabels: { app: web } } }'),
      { 'db -> tool 1': 'unknown', 'db -> web 1': 'no' },
    ],
    [
      'that is not known does not close what another policy opens',
      policy('loose', '{ podSelector: {} }') + policy('shop/p', `{ ${API}, ingress: [{ ports: [{ port: 8080 }] }] }`),
      { 'web -> api 8080': 'yes', 'web -> api 1': 'no', 'web -> db 1': 'unknown' },
    ],
  ]);
});

describe('a port of a rule', () => {
  tell([
    [
      'is for TCP unless it says otherwise',
      at('[{ port: 8080 }]'),
      { 'web -> api 8080': 'yes', 'web -> api 8080/UDP': 'no', 'web -> api 8081': 'no' },
    ],
    [
      'is for its protocol',
      at('[{ port: 53, protocol: UDP }, { port: 53, protocol: SCTP }]'),
      { 'web -> api 53/UDP': 'yes', 'web -> api 53/SCTP': 'yes', 'web -> api 53': 'no' },
    ],
    [
      'without a number is all of a protocol',
      at('[{ protocol: UDP }]'),
      { 'web -> api 1/UDP': 'yes', 'web -> api 65535/UDP': 'yes', 'web -> api 1': 'no' },
    ],
    ['that says nothing is all of TCP', at('[{}]'), { 'web -> api 1': 'yes', 'web -> api 1/UDP': 'no' }],
    [
      'with an end is a range that holds its ends',
      at('[{ port: 8000, endPort: 8002 }]'),
      { 'web -> api 7999': 'no', 'web -> api 8000': 'yes', 'web -> api 8001': 'yes', 'web -> api 8002': 'yes', 'web -> api 8003': 'no', 'web -> api 8001/UDP': 'no' },
    ],
    [
      'with an end where it begins is that one',
      at('[{ port: 8000, endPort: 8000 }]'),
      { 'web -> api 8000': 'yes', 'web -> api 8001': 'no' },
    ],
    [
      'by name is the one that the pods behind the policy call so',
      policy('shop/p', '{ podSelector: {}, ingress: [{ ports: [{ port: http }] }] }'),
      { 'web -> api 8080': 'yes', 'web -> api 8081': 'no', 'web -> db 8081': 'yes', 'web -> db 8080': 'no', 'db -> web 8080': 'no', 'web -> api 8080/UDP': 'no' },
    ],
    [
      'by name is the one of its protocol',
      at('[{ port: dns, protocol: UDP }]'),
      { 'web -> api 5353/UDP': 'yes', 'web -> api 5300/UDP': 'no', 'web -> api 5300': 'no', 'web -> api 5353': 'no' },
    ],
    [
      'by name is for TCP unless it says otherwise',
      at('[{ port: dns }]'),
      { 'web -> api 5300': 'yes', 'web -> api 5353': 'no', 'web -> api 5353/UDP': 'no' },
    ],
    [
      'by name is the one that the receiving pods call so, where traffic goes out',
      out('{ ports: [{ port: http }] }'),
      { 'web -> api 8080': 'yes', 'web -> api 8081': 'no', 'web -> db 8081': 'yes', 'web -> cms 8080': 'no', 'web -> outside 8080': 'no' },
    ],
    ['by a name that no pod knows is none', at('[{ port: grpc }]'), { 'web -> api 8080': 'no', 'web -> api 1': 'no' }],
  ]);

  const INIT = (more: string): string =>
    workload('apps/v1 Deployment', 'shop/job', '{ app: job }', `{ initContainers: [{ ports: [{ name: proxy, containerPort: 15001 }]${more} }], containers: [{}] }`) +
    policy('shop/p', '{ podSelector: { matchLabels: { app: job } }, ingress: [{ ports: [{ port: proxy }] }] }');

  tell([
    ['by a name of a container that ends before the others start is none', INIT(''), { 'web -> job 15001': 'no' }],
    [
      'by a name of a sidecar among the init containers is that one',
      INIT(', restartPolicy: Always'),
      { 'web -> job 15001': 'yes', 'web -> job 15002': 'no' },
    ],
  ]);
});
