import { volumeClaimExists } from '../../lib/rules/volume-claim-exists';
import { ruleTester } from './rule-tester';
import { object, workload } from './yaml';

function mounting(claim: string, at = 'shop/web', type = 'apps/v1 Deployment'): string {
  return workload(type, at, '{ app: web }', `{ volumes: [{ name: tmp, emptyDir: {} }, { name: data, persistentVolumeClaim: { claimName: ${claim} } }], containers: [{ name: main, image: main:1.0 }] }`);
}

function claim(at: string): string {
  return object('v1 PersistentVolumeClaim', at, 'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }');
}

function set(template: string, at: string): string {
  return object('apps/v1 StatefulSet', at, `spec: { template: { spec: { containers: [{ name: main, image: main:1.0 }] } }, volumeClaimTemplates: [{ metadata: { name: ${template} } }] }`);
}

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'a claim that is there': mounting('uploads') + claim('shop/uploads'),
  'a claim whose namespace is not known': mounting('uploads') + claim('uploads'),
  'pods whose namespace is not known': mounting('uploads', 'web') + claim('shop/uploads'),
  'a claim of a StatefulSet\'s pod': mounting('data-db-0', 'shop/backup', 'batch/v1 Job') + set('data', 'shop/db'),
  'a claim of a pod that the set had once': mounting('data-db-7') + set('data', 'shop/db'),
  'a claim that is made with the pod': workload('apps/v1 Deployment', 'shop/web', '{ app: web }', '{ volumes: [{ name: data, ephemeral: { volumeClaimTemplate: {} } }], containers: [{ name: main, image: main:1.0 }] }') + claim('shop/dat'),
  'a claim that an operator makes': mounting('orders') + object('cdi.kubevirt.io/v1beta1 DataVolume', 'shop/orders', 'spec: {}'),
  'a claim that a custom resource names': mounting('restored') + object('backup.example.org/v1 Restore', 'shop/r1', 'spec: { destination: { claimName: restored } }'),
  'a name to be filled in': mounting('"${CLAIM}"') + claim('shop/uploads'),
};

/** What may live outside the input, where it is not ours. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'a claim that is nowhere': mounting('uploads'),
  'claims that are numbered': mounting('data-1') + claim('shop/data-0'),
  'a claim of that name that is mounted in the other namespace': mounting('uploads') + mounting('uploads', 'store/web') + claim('store/uploads'),
};

ruleTester(volumeClaimExists, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(OUTSIDE).map(([name, manifests]) => ({ name, manifests })),
    {
      name: 'a claim that lives outside the input, as the author says',
      manifests: mounting('uploads') + claim('shop/upload'),
      externals: [{ kind: 'PersistentVolumeClaim', name: 'uploads' }],
      ours: true,
    },
  ],
  invalid: [
    {
      name: 'a slip in the name, ours',
      manifests: mounting('uplaods') + claim('shop/uploads'),
      ours: true,
      findings: [
        {
          message: 'nearMiss',
          severity: 'error',
          field: 'spec.template.spec.volumes[1].persistentVolumeClaim.claimName',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'The pods mount claim "uplaods", but none in namespace "shop" is called that: they stay Pending',
          got: '"uplaods"; the nearest is PersistentVolumeClaim shop/uploads',
          fix: 'set claimName to "uploads", or add PersistentVolumeClaim "uplaods"',
        },
      ],
      fixed: mounting('uploads') + claim('shop/uploads'),
    },
    {
      name: 'a slip in the claim of a set\'s pod',
      manifests: mounting('data-ledgr-0', 'backup') + set('data', 'ledger'),
      findings: [{ message: 'nearMiss', severity: 'warning', problem: /but none is called that/, got: '"data-ledgr-0"; the nearest is "data-ledger-0" of StatefulSet ledger' }],
      fixed: mounting('data-ledger-0', 'backup') + set('data', 'ledger'),
    },
    {
      name: 'a claim in another namespace, ours',
      manifests: mounting('uploads') + claim('store/uploads'),
      ours: true,
      findings: [
        {
          message: 'otherNamespace',
          severity: 'error',
          problem: 'The pods mount claim "uploads" of their own namespace "shop", and it is in "store": they stay Pending',
          got: 'namespace "shop"; PersistentVolumeClaim store/uploads is in "store"',
          fix: 'put PersistentVolumeClaim "uploads" into namespace "shop": pods mount claims of their own namespace alone',
        },
      ],
      fixed: mounting('uploads') + claim('shop/uploads'),
    },
    {
      name: 'a claim in another namespace',
      manifests: mounting('uploads') + claim('store/uploads'),
      findings: [{ message: 'otherNamespace', severity: 'warning' }],
      fixed: mounting('uploads', 'store/web') + claim('store/uploads'),
    },
    {
      name: 'a claim of ours that is nowhere',
      manifests: mounting('uploads', 'web'),
      ours: true,
      findings: [
        {
          message: 'missing',
          severity: 'note',
          problem: 'The pods mount claim "uploads", but no manifest has it: without it they stay Pending',
          fix: 'add PersistentVolumeClaim "uploads", or declare that it lives outside the manifests',
        },
      ],
      fixed: mounting('uploads', 'web') + claim('uploads'),
    },
  ],
});
