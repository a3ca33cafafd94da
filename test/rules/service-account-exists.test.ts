import { serviceAccountExists } from '../../lib/rules/service-account-exists';
import { ruleTester } from './rule-tester';
import { object, workload } from './yaml';

function running(account: string, at = 'shop/web', type = 'apps/v1 Deployment'): string {
  return workload(type, at, '{ app: web }', `{ ${account}, containers: [{ name: main, image: main:1.0 }] }`);
}

function under(name: string, at = 'shop/web'): string {
  return running(`serviceAccountName: ${name}`, at);
}

function account(at: string): string {
  return object('v1 ServiceAccount', at);
}

function binding(subjects: string, kind = 'ClusterRoleBinding', at = 'web'): string {
  return object(`rbac.authorization.k8s.io/v1 ${kind}`, at, `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }\nsubjects: ${subjects}`);
}

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'an account that is there': under('web') + account('shop/web'),
  'an account whose namespace is not known': under('web') + account('web'),
  'pods whose namespace is not known': under('web', 'web') + account('shop/web'),
  'no account': running('restartPolicy: Always') + account('shop/web'),
  'the account that every namespace has': under('default') + account('shop/defaults'),
  'the field\'s old name': running('serviceAccount: web') + account('shop/web'),
  'an account that an operator makes': under('orders-kafka') + object('kafka.strimzi.io/v1beta2 Kafka', 'shop/orders', 'spec: {}'),
  'subjects that are there': account('shop/web') + binding('[{ kind: ServiceAccount, name: web, namespace: shop }]'),
  'users and groups': account('shop/web') + binding('[{ kind: User, name: wbe }, { kind: Group, name: web, namespace: store }]'),
  'subjects that live outside the input': account('shop/web') + binding('[{ kind: ServiceAccount, name: prometheus, namespace: monitoring }]'),
  'subjects to be filled in': account('shop/web') + binding('[{ kind: ServiceAccount, name: web, namespace: "{{ .Release.Namespace }}" }]'),
  'a like account that has a role of its own':
    account('shop/oauth') + binding('[{ kind: ServiceAccount, name: oauth, namespace: shop }]') + binding('[{ kind: ServiceAccount, name: auth, namespace: shop }]', 'RoleBinding', 'shop/auth'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'a name to be filled in': under('"{{ .Release.Name }}"') + account('shop/web'),
  'subjects whose namespace is yet to be said': account('shop/web') + binding('[{ kind: ServiceAccount, name: wbe }]'),
};

/** What may live outside the input, where it is not ours. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'an account that is nowhere': under('web'),
  'an account that is nowhere, beside one that is there': under('web') + under('api', 'shop/api') + account('shop/api'),
  'several accounts that are nowhere': ['a1', 'b1', 'c1', 'd1'].map((name) => under(name, `shop/${name}`)).join('') + account('shop/a1') + account('shop/b1'),
  'an account of the other namespace under which pods run there': under('web') + under('web', 'store/web') + account('store/web'),
  'accounts of a Notebook, which its own controller makes':
    ['api', 'cart'].map((name) => under(name, `shop/${name}`) + account(`shop/${name}`)).join('') + running('serviceAccountName: default-editor', 'shop/lab', 'kubeflow.org/v1 Notebook'),
};

const TWO_OTHERS = ['api', 'cart'].map((name) => under(name, `shop/${name}`) + account(`shop/${name}`)).join('');

ruleTester(serviceAccountExists, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
    ...Object.entries(OUTSIDE).map(([name, manifests]) => ({ name, manifests })),
    {
      name: 'an account that lives outside the input, as the author says',
      manifests: under('reader') + account('shop/raeder'),
      externals: [{ kind: 'ServiceAccount', namespace: 'shop', name: 'reader' }],
      ours: true,
    },
  ],
  invalid: [
    {
      name: 'a slip in the name, ours',
      manifests: under('raeder') + account('shop/reader'),
      ours: true,
      findings: [
        {
          message: 'nearMiss',
          severity: 'error',
          field: 'spec.template.spec.serviceAccountName',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'The pods run under ServiceAccount "raeder", but none in namespace "shop" is called that: the API server refuses them',
          got: '"raeder"; the nearest is ServiceAccount shop/reader',
          fix: 'set serviceAccountName to "reader", or add ServiceAccount "raeder"',
        },
      ],
      fixed: under('reader') + account('shop/reader'),
    },
    {
      name: 'a slip in the name under the old field',
      manifests: running('serviceAccount: web-sa-reader', 'web') + account('web-sa-readers'),
      findings: [{ message: 'nearMiss', severity: 'warning', field: 'spec.template.spec.serviceAccount', problem: /but none is called that/ }],
      fixed: running('serviceAccount: web-sa-readers', 'web') + account('web-sa-readers'),
    },
    {
      name: 'an account in another namespace, ours',
      manifests: under('web') + account('store/web'),
      ours: true,
      findings: [
        {
          message: 'otherNamespace',
          severity: 'error',
          problem: 'The pods run under ServiceAccount "web" of their own namespace "shop", and it is in "store": the API server refuses them',
          got: 'namespace "shop"; ServiceAccount store/web is in "store"',
          fix: 'put ServiceAccount "web" into namespace "shop" too',
        },
      ],
      fixed: under('web') + account('store/web') + account('shop/web'),
    },
    {
      name: 'an account in another namespace',
      manifests: under('web') + account('store/web'),
      findings: [{ message: 'otherNamespace', severity: 'warning' }],
      fixed: under('web', 'store/web') + account('store/web'),
    },
    {
      name: 'the only account of a namespace that is not there',
      manifests: TWO_OTHERS + under('web'),
      findings: [
        {
          message: 'aloneMissing',
          severity: 'warning',
          problem: 'The pods run under ServiceAccount "web", which no manifest has in namespace "shop", unlike every other one there: the API server refuses them',
          fix: 'add ServiceAccount "web", or declare that it lives outside the manifests',
        },
      ],
      fixed: TWO_OTHERS + under('web') + account('shop/web'),
    },
    {
      name: 'the only account of a namespace that is not there, ours',
      manifests: TWO_OTHERS + under('web'),
      ours: true,
      findings: [{ message: 'aloneMissing', severity: 'error' }],
      fixed: TWO_OTHERS + under('web') + account('shop/web'),
    },
    {
      name: 'an account of ours that is nowhere',
      manifests: under('web', 'web'),
      ours: true,
      findings: [{ message: 'missing', severity: 'note', problem: 'The pods run under ServiceAccount "web", but no manifest has it: without it the API server refuses them' }],
      fixed: under('web', 'web') + account('web'),
    },
    {
      name: 'a slip in a subject, where the account that was meant is granted nothing',
      manifests: account('shop/reader') + binding('[{ kind: User, name: me }, { kind: ServiceAccount, name: raeder, namespace: shop }]', 'RoleBinding', 'shop/web'),
      findings: [
        {
          message: 'subject',
          severity: 'warning',
          field: 'subjects[1].name',
          object: { kind: 'RoleBinding', namespace: 'shop', name: 'web' },
          problem: 'RoleBinding grants its role to ServiceAccount "raeder", but none is called that, and ServiceAccount shop/reader is granted nothing',
          got: '"raeder"; the nearest is ServiceAccount shop/reader',
          fix: 'name the subject "reader"',
        },
      ],
      fixed: account('shop/reader') + binding('[{ kind: User, name: me }, { kind: ServiceAccount, name: reader, namespace: shop }]', 'RoleBinding', 'shop/web'),
    },
    {
      name: 'a slip in a subject of ours',
      manifests: account('shop/reader') + binding('[{ kind: ServiceAccount, name: raeder, namespace: shop }]'),
      ours: true,
      findings: [{ message: 'subject', severity: 'error' }],
      fixed: account('shop/reader') + binding('[{ kind: ServiceAccount, name: reader, namespace: shop }]'),
    },
    {
      name: 'a subject that was copied with the namespace of somewhere else',
      manifests: account('shop/reader') + binding('[{ kind: ServiceAccount, name: reader, namespace: kube-system }]'),
      findings: [
        {
          message: 'subjectNamespace',
          severity: 'warning',
          field: 'subjects[0].namespace',
          problem: 'ClusterRoleBinding grants its role to ServiceAccount "reader" in namespace "kube-system", but it is in "shop", where it is granted nothing',
          got: 'namespace "kube-system"; ServiceAccount shop/reader is in "shop"',
          fix: 'set the namespace of the subject to "shop"',
        },
      ],
      fixed: account('shop/reader') + binding('[{ kind: ServiceAccount, name: reader, namespace: shop }]'),
    },
    {
      name: 'a subject of ours with the namespace of somewhere else',
      manifests: account('shop/reader') + binding('[{ kind: ServiceAccount, name: reader, namespace: store }]'),
      ours: true,
      findings: [{ message: 'subjectNamespace', severity: 'error' }],
      fixed: account('shop/reader') + binding('[{ kind: ServiceAccount, name: reader, namespace: shop }]'),
    },
  ],
});
