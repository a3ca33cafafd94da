import { peersBeforeReady } from '../../lib/rules/peers-before-ready';
import { pods } from './capacity-manifests';
import { ruleTester } from './rule-tester';
import { object, service } from './yaml';

const PROBE = 'readinessProbe: { tcpSocket: { port: 2379 } }';
const PEERS = 'env: [{ name: CLUSTER, value: "db-0=http://db-0.db:2380,db-1=http://db-1.db:2380,db-2=http://db-2.db.shop.svc:2380" }]';

function set({ spec = 'replicas: 3', container = `${PEERS}, ${PROBE}`, serviceName = 'db', podSpec = '' } = {}): string {
  const name = serviceName === '' ? '' : `, serviceName: ${serviceName}`;
  return pods({ type: 'apps/v1 StatefulSet', at: 'shop/db', labels: '{ app: db }', spec: `${spec}${name}`, podSpec, containers: `[{ name: db, image: db:1.0, ${container} }]` });
}

function governing(spec = '', at = 'shop/db'): string {
  return service(at, `{ clusterIP: None, selector: { app: db }, ports: [{ port: 2380 }]${spec} }`);
}

const PUBLISHED = governing(', publishNotReadyAddresses: true');
const SCRIPT = object('v1 ConfigMap', 'shop/db', 'data: { start.sh: "exec db --join=db-0.db:2380,db-1.db:2380" }');
const MOUNTED = { container: PROBE, podSpec: 'volumes: [{ name: scripts, configMap: { name: db } }]' };

const SILENT: Readonly<Record<string, string>> = {
  'peers whose names are published at once': set() + PUBLISHED,
  'an older way to publish them': set() + governing().replace('name: db,', 'name: db, annotations: { service.alpha.kubernetes.io/tolerate-unready-endpoints: "true" },'),
  'a single pod': set({ spec: 'replicas: 1' }) + governing(),
  'as many pods as nobody says': set({ spec: 'revisionHistoryLimit: 3' }) + governing(),
  'pods that name nobody': set({ container: PROBE }) + governing(),
  'pods that name the first of them alone, which is there before': set({ container: `args: ["--join=db-0.db:2380"], ${PROBE}` }) + governing(),
  'pods that name those of another set': set({ container: `args: ["--peers=etcd-0.etcd,etcd-1.etcd,my-db-1.db,db-1.db-old"], ${PROBE}` }) + governing(),
  'pods that are ready as soon as they run': set({ container: PEERS }) + governing(),
  'a governing Service that is not in the input': set() + governing('', 'shop/other'),
  'no governing Service': set({ serviceName: '' }) + governing(),
  'names in a ConfigMap that the pods do not use': set({ container: PROBE }) + SCRIPT + governing(),
};

ruleTester(peersBeforeReady, {
  valid: Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
  invalid: [
    {
      name: 'peers whose names are published once they are ready',
      manifests: set() + governing(),
      findings: [
        {
          message: 'unpublished',
          severity: 'note',
          field: 'spec.publishNotReadyAddresses',
          object: { kind: 'Service', name: 'db' },
          problem: 'Pods of StatefulSet shop/db look for each other, as "db-0.db", "db-1.db" and "db-2.db", and Service shop/db gives names to pods that are ready alone',
          got: 'publishNotReadyAddresses is not set; podManagementPolicy OrderedReady',
          fix: /^set publishNotReadyAddresses: true on Service shop\/db, and podManagementPolicy: Parallel/,
        },
      ],
      fixed: set({ spec: 'replicas: 3, podManagementPolicy: Parallel' }) + PUBLISHED,
    },
    {
      name: 'peers of ours that start together',
      manifests: set({ spec: 'replicas: 3, podManagementPolicy: Parallel' }) + governing(),
      ours: true,
      findings: [{ message: 'unpublished', severity: 'note', got: /podManagementPolicy Parallel$/, fix: 'set publishNotReadyAddresses: true on Service shop/db' }],
      fixed: set() + PUBLISHED,
    },
    {
      name: 'peers that a script names',
      manifests: set(MOUNTED) + SCRIPT + governing(),
      findings: [{ message: 'unpublished', severity: 'note', problem: /as "db-0.db" and "db-1.db"/ }],
      fixed: set(MOUNTED) + SCRIPT + PUBLISHED,
    },
  ],
});
