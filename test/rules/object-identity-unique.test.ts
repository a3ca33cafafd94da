import { objectIdentityUnique } from '../../lib/rules/object-identity-unique';
import { ruleTester } from './rule-tester';
import { deployment, object, service } from './yaml';

const WEB = service('shop/web', '{ ports: [{ port: 80 }] }');

/** The Service, in a file. */
function inFile(file: string): string {
  return WEB.replace('namespace: shop', `namespace: shop, annotations: { file: ${file} }`);
}

ruleTester(objectIdentityUnique, {
  valid: [
    { name: 'one name for objects of different kinds', manifests: WEB + deployment('shop/web', '{ app: web }'), ours: true },
    { name: 'one name in different namespaces', manifests: WEB + service('blog/web', '{ ports: [{ port: 80 }] }') },
    { name: 'a namespace that is not known, since it may be another', manifests: WEB + service('web', '{ ports: [{ port: 80 }] }') },
    { name: 'kinds of one name in different groups', manifests: WEB + WEB.replace('apiVersion: v1', 'apiVersion: serving.knative.dev/v1') },
    {
      name: 'names that the API server makes up',
      manifests:
        'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: backup- }\nspec: { template: { spec: { containers: [{}] } } }\n---\n'.repeat(2),
    },
    { name: 'documents that are no objects', manifests: [null, 7, 'text', [], {}, { kind: 'Service' }, { kind: 'Service' }] },
    {
      name: 'names that are no text', refused: true,
      manifests: [1, 2].map(() => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: { web: true }, namespace: 7 } })),
    },
  ],
  invalid: [
    {
      name: 'a manifest that stands there twice, ours or not',
      manifests: WEB + WEB,
      findings: [
        {
          message: 'twice',
          severity: 'error',
          field: 'metadata.name',
          object: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' },
          problem: 'Two manifests are for Service "web" in namespace "shop": the last one applied overwrites the other',
          got: 'v1 Service shop/web, twice',
        },
      ],
      fixed: WEB,
    },
    {
      name: 'two of a pattern\'s objects whose namespace is not known',
      manifests: service('web', '{ ports: [{ port: 80 }] }') + service('web', '{ ports: [{ port: 81 }] }'),
      ours: true,
      findings: [{ message: 'twice', severity: 'error', problem: /^Two manifests are for Service "web": / }],
      fixed: service('web', '{ ports: [{ port: 80 }] }') + service('api', '{ ports: [{ port: 81 }] }'),
    },
    {
      name: 'one kind in two versions of its group',
      manifests: deployment('shop/web', '{ app: web }') + deployment('shop/web', '{ app: web }').replace('apps/v1', 'apps/v1beta2'),
      findings: [{ message: 'twice', severity: 'error', got: 'apps/v1 Deployment shop/web and apps/v1beta2 Deployment shop/web' }],
      fixed: deployment('shop/web', '{ app: web }'),
    },
    {
      name: 'objects without a namespace of their own',
      manifests:
        object('v1 Namespace', 'shop') + object('v1 Namespace', 'shop', 'spec: {}'),
      findings: [{ message: 'twice', severity: 'error', object: { kind: 'Namespace', name: 'shop' } }],
      fixed: object('v1 Namespace', 'shop'),
    },
    ...[false, true].map((ours) => ({
      name: `a file beside its alternative${ours ? ', ours' : ''}`,
      manifests: inFile('a.yaml') + inFile('b.yaml'),
      separateFiles: true,
      ours,
      findings: [
        {
          message: 'inTwoFiles',
          severity: ours ? ('error' as const) : ('warning' as const),
          problem: 'Two files of one directory are for Service "web" in namespace "shop": where both are applied, the last one overwrites the other',
          got: 'a.yaml:1 and b.yaml:1',
        },
      ],
      fixed: inFile('a.yaml'),
    })),
    {
      name: 'a manifest that stands twice in one of two files',
      manifests: inFile('a.yaml') + inFile('a.yaml'),
      separateFiles: true,
      findings: [{ message: 'twice', severity: 'error' }],
      fixed: inFile('a.yaml'),
    },
    {
      name: 'every one after the first, inside a List or beside it',
      manifests: `${WEB}---\napiVersion: v1\nkind: ServiceList\nitems: [&web { metadata: { name: web, namespace: shop } }, *web]`,
      findings: [
        { message: 'twice', severity: 'error' },
        { message: 'twice', severity: 'error' },
      ],
      fixed: WEB,
    },
  ],
});
