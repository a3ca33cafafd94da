import { object, workload } from '../rules/yaml';
import { API, at, CLOSED, from, out, policy, reach, tell } from './reach-cases';

describe('a block of addresses', () => {
  const blocks = (...peers: string[]): string => from(`[${peers.map((peer) => `{ ipBlock: ${peer} }`).join(', ')}]`);
  tell([
    [
      'of all addresses is everybody outside, and perhaps pods',
      blocks('{ cidr: 0.0.0.0/0 }'),
      { 'outside -> api 1': 'yes', 'web -> api 1': 'unknown', 'cms -> api 1': 'unknown' },
    ],
    ['of all addresses of IPv6 is everybody outside', blocks('{ cidr: "::/0" }'), { 'outside -> api 1': 'yes', 'web -> api 1': 'unknown' }],
    [
      'with exceptions may be anybody',
      blocks('{ cidr: 0.0.0.0/0, except: [10.0.0.0/8] }'),
      { 'outside -> api 1': 'unknown', 'web -> api 1': 'unknown' },
    ],
    ['without any exception is what it was', blocks('{ cidr: 0.0.0.0/0, except: [] }'), { 'outside -> api 1': 'yes' }],
    ['of some addresses may be anybody', blocks('{ cidr: 10.0.0.0/8 }'), { 'outside -> api 1': 'unknown', 'web -> api 1': 'unknown' }],
    [
      'does not hide what another peer admits',
      from('[{ ipBlock: { cidr: 10.0.0.0/8 } }, { podSelector: {} }]'),
      { 'web -> api 1': 'yes', 'cms -> api 1': 'unknown' },
    ],
    [
      'opens no other port',
      policy('shop/p', `{ ${API}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 1 }] }] }`),
      { 'outside -> api 1': 'yes', 'outside -> api 2': 'no', 'web -> api 2': 'no' },
    ],
    [
      'is where outgoing traffic goes to',
      out('{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }'),
      { 'web -> outside 443': 'yes', 'web -> api 1': 'unknown' },
    ],
  ]);
});

describe('pods on the network of their nodes', () => {
  tell([
    [
      'are open to all, and may send to all, whatever selects them',
      CLOSED,
      { 'outside -> agent 9100': 'yes', 'cms -> agent 9100': 'yes', 'agent -> outside 443': 'yes', 'agent -> cms 1': 'yes' },
    ],
    [
      'may be on the node of pods that are closed: those may talk to their own node',
      CLOSED,
      { 'agent -> api 1': 'unknown', 'api -> agent 9100': 'unknown', 'web -> api 1': 'no' },
    ],
    ['may be a peer, or an address', from('[{ podSelector: { matchLabels: { app: agent } } }]'), { 'agent -> api 1': 'unknown' }],
    [
      'may not be the peer that their labels make them',
      from('[{ podSelector: { matchLabels: { app: web } } }]'),
      { 'agent -> api 1': 'unknown', 'db -> api 1': 'no' },
    ],
    [
      'are admitted where everybody is',
      policy('shop/p', '{ podSelector: {}, ingress: [{ ports: [{ port: 1 }] }] }'),
      { 'agent -> api 1': 'yes', 'agent -> api 2': 'unknown' },
    ],
  ]);
});

describe('policies of network plugins', () => {
  const plugins = [
    'cilium.io/v2 CiliumNetworkPolicy',
    'cilium.io/v2 CiliumClusterwideNetworkPolicy',
    'projectcalico.org/v3 NetworkPolicy',
    'crd.projectcalico.org/v1 GlobalNetworkPolicy',
    'policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy',
    'policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicy',
    'crd.antrea.io/v1beta1 ClusterNetworkPolicy',
  ];
  it.each(plugins)('may admit what others refuse: %s', (type) => {
    const other = object(type, 'ops/p', 'spec: {}');
    expect(reach(CLOSED + other, 'web -> api 1')).toBe('unknown');
    expect(reach(at('[{ port: 1 }]') + other, 'web -> api 1')).toBe('yes');
  });

  it.each(['networking.k8s.io/v1 NetworkPolicy', 'networking.k8s.io/v1 Ingress', 'security.istio.io/v1 AuthorizationPolicy'])('are not %s', (type) => {
    expect(reach(CLOSED + object(type, 'ops/p', 'spec: {}'), 'web -> api 1')).toBe('no');
  });
});

describe('labels that pods gain while they run', () => {
  const selecting = (selector: string): string =>
    workload('apps/v1 StatefulSet', 'shop/pg', '{ app: pg }') +
    workload('batch/v1 Job', 'shop/load', '{ app: load }') +
    policy('shop/p', `{ podSelector: ${selector} }`);
  const labels = (pairs: string): string => selecting(`{ matchLabels: { ${pairs} } }`);
  const expression = (text: string): string => selecting(`{ matchExpressions: [{ ${text} }] }`);
  tell([
    [
      'are the names of pods of a StatefulSet',
      labels('statefulset.kubernetes.io/pod-name: pg-0'),
      { 'web -> pg 1': 'unknown', 'web -> api 1': 'yes', 'web -> load 1': 'yes' },
    ],
    ['are no names of pods of another', labels('statefulset.kubernetes.io/pod-name: my-0'), { 'web -> pg 1': 'yes' }],
    [
      'come beside those of the template',
      labels('app: pg, apps.kubernetes.io/pod-index: "0"'),
      { 'web -> pg 1': 'unknown', 'web -> api 1': 'yes' },
    ],
    ['do not make up for those that the template lacks', labels('app: other, apps.kubernetes.io/pod-index: "0"'), { 'web -> pg 1': 'yes' }],
    [
      'are the hash of a ReplicaSet',
      labels('app: api, pod-template-hash: 5b7c'),
      { 'web -> api 1': 'unknown', 'api -> web 1': 'yes', 'web -> pg 1': 'yes' },
    ],
    ['are the name of a Job', labels('batch.kubernetes.io/job-name: load'), { 'web -> load 1': 'unknown', 'web -> pg 1': 'yes' }],
    ['are the rank of a member that was elected', labels('app: pg, role: master'), { 'web -> pg 1': 'unknown', 'web -> api 1': 'yes' }],
    ['are not a rank alone', labels('role: master'), { 'web -> pg 1': 'yes' }],
    ['may be asked for whatever their value', expression('key: pod-template-hash, operator: Exists'), { 'web -> api 1': 'unknown' }],
    [
      'may be there where a selector wants them not to be',
      expression('key: pod-template-hash, operator: DoesNotExist'),
      { 'web -> api 1': 'unknown' },
    ],
    [
      'may be any of several',
      expression('key: statefulset.kubernetes.io/pod-name, operator: In, values: [pg-0, pg-1]'),
      { 'web -> pg 1': 'unknown' },
    ],
    [
      'may be the very one',
      expression('key: statefulset.kubernetes.io/pod-name, operator: In, values: [pg-0]'),
      { 'web -> pg 1': 'unknown' },
    ],
    [
      'may be the very one beside others',
      selecting('{ matchExpressions: [{ key: statefulset.kubernetes.io/pod-name, operator: In, values: [pg-0] }, { key: app, operator: Exists }] }'),
      { 'web -> pg 1': 'unknown', 'web -> api 1': 'yes' },
    ],
    [
      'may be a rank beside others',
      selecting('{ matchLabels: { app: pg }, matchExpressions: [{ key: role, operator: In, values: [master] }, { key: tier, operator: DoesNotExist }] }'),
      { 'web -> pg 1': 'unknown', 'web -> api 1': 'yes' },
    ],
    [
      'may be none of several',
      expression('key: statefulset.kubernetes.io/pod-name, operator: NotIn, values: [pg-0]'),
      { 'web -> pg 1': 'unknown' },
    ],
  ]);
  tell([
    [
      'may make a peer',
      workload('apps/v1 StatefulSet', 'shop/pg', '{ app: pg }') + from('[{ podSelector: { matchLabels: { statefulset.kubernetes.io/pod-name: pg-0 } } }]'),
      { 'pg -> api 1': 'unknown', 'web -> api 1': 'no' },
    ],
  ]);
});
