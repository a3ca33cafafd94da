import { headlessPortMatches } from '../../lib/rules/headless-port-matches';
import { ruleTester } from './rule-tester';
import { deployment, service, workload } from './yaml';

const DB = workload(
  'apps/v1 StatefulSet',
  'shop/db',
  '{ app: db }',
  '{ containers: [{ name: main, ports: [{ name: postgres, containerPort: 5432 }, { name: gossip, containerPort: 7946, protocol: UDP }] }] }',
);

/** A headless Service in front of `DB` with these ports. */
function db(ports: string): string {
  return service('shop/db', `{ clusterIP: None, selector: { app: db }, ports: [${ports}] }`);
}

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'a port that is its own target': DB + db('{ port: 5432 }'),
  'a target of the same number': DB + db('{ port: 5432, targetPort: 5432 }'),
  'a target by name that comes to the port': DB + db('{ port: 5432, targetPort: postgres }'),
  'a target of zero, which the API server replaces by the port': DB + db('{ port: 5432, targetPort: 0 }'),
  'a number that no container declares, the same on both sides': DB + db('{ port: 80, targetPort: 80 }'),
  'a port for the records alone, as governing Services have it': deployment('shop/db', '{ app: db }') + db('{ port: 80, name: unused }'),
  'a port that a container declares, whatever the target says': DB + db('{ port: 5432, targetPort: 9999 }'),
  'UDP by name': DB + db('{ port: 7946, targetPort: gossip, protocol: UDP }'),
  'a name that comes to the port in one of two workloads':
    DB + deployment('shop/proxy', '{ app: db }', '[{ name: postgres, containerPort: 6432 }]') + db('{ port: 6432, targetPort: postgres }'),
  'a Service with a cluster IP': DB + service('shop/db', '{ selector: { app: db }, ports: [{ port: 80, targetPort: postgres }] }'),
  'a Service of which no pod is in the input': db('{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 81, targetPort: http }'),
  'a headless Service without a selector': DB + service('shop/db', '{ clusterIP: None, ports: [{ port: 80, targetPort: 8080 }] }'),
};

ruleTester(headlessPortMatches, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    {
      name: 'a port that others do not declare, but tell their program',
      manifests: DB.replace('name: main,', 'name: main, args: ["--listen=:80"],') + db('{ port: 80, targetPort: 5432 }'),
    },
    {
      name: 'a port that others do not declare, but probe',
      manifests: DB.replace('name: main,', 'name: main, livenessProbe: { tcpSocket: { port: 80 } },') + db('{ port: 80, targetPort: 5432 }'),
    },
    { name: 'ports of a gateway that Istio injects', manifests: DB.replace('name: main,', 'name: main, image: auto,') + db('{ port: 80, targetPort: http }'), ours: true },
  ],
  invalid: [
    {
      name: 'a port whose target another port of the Service has already',
      manifests: DB + db('{ name: a, port: 5432 }, { name: b, port: 80, targetPort: 5432 }'),
      ours: true,
      findings: [{ message: 'differs', severity: 'error', fix: /^declare containerPort: 80 on the container if the program listens there, or/ }],
      fixed: DB + db('{ name: a, port: 5432 }'),
    },
    {
      name: 'a name like that of a container port of another number, and a number in quotes',
      manifests: DB + db('{ name: a, port: 80, targetPort: postgress }, { name: b, port: 5432, targetPort: "5432" }'),
      findings: [
        { message: 'noName', severity: 'warning', fix: /^set port to 5432 and targetPort to "postgres", or name a container port "postgress"$/ },
        { message: 'noName', severity: 'warning', fix: 'write the number without quotes, as in targetPort: 5432' },
      ],
      fixed: DB + db('{ name: b, port: 5432, targetPort: 5432 }'),
    },
    {
      name: 'a name that no container port could bear',
      manifests: DB + db('{ name: a, port: 80, targetPort: the_database }, { name: b, port: 5432 }'),
      findings: [{ message: 'noName', severity: 'warning', fix: 'set port and targetPort to the number of the port where the program listens' }],
      fixed: DB + db('{ name: b, port: 5432 }'),
    },
    {
      name: 'a port that differs from its target as an error of a pattern',
      manifests: DB + db('{ name: sql, port: 80, targetPort: 5432 }'),
      ours: true,
      findings: [
        {
          message: 'differs',
          severity: 'error',
          field: 'spec.ports[0].port',
          object: { kind: 'Service', namespace: 'shop', name: 'db' },
          problem: 'Headless Service port 80 is not forwarded to 5432: clients connect to port 80 of the pods, which no container declares',
          got: 'port: 80, targetPort: 5432; the selected pods (StatefulSet shop/db) declare "postgres" (5432/TCP)',
          fix: 'set port to 5432, or give the Service a cluster IP by taking clusterIP: None away',
        },
      ],
      fixed: DB + db('{ name: sql, port: 5432, targetPort: 5432 }'),
    },
    {
      name: 'a port that differs from what its target\'s name comes to as a warning of others',
      manifests: DB + db('{ port: 80, targetPort: postgres }'),
      findings: [{ message: 'differs', severity: 'warning', got: /^port: 80, targetPort: "postgres"; /, fix: /^set port to 5432, / }],
      fixed: DB + db('{ port: 5432, targetPort: postgres }'),
    },
    {
      name: 'a port that a container declares for another protocol only',
      manifests: DB + db('{ port: 7946, targetPort: 5432 }'),
      findings: [{ message: 'differs', severity: 'warning' }],
      fixed: DB + db('{ port: 7946, protocol: UDP }'),
    },
    {
      name: 'ports that differ where no container declares any',
      manifests: deployment('shop/db', '{ app: db }') + db('{ port: 80, targetPort: 8080 }'),
      findings: [{ message: 'differs', severity: 'warning', got: /\(Deployment shop\/db\) declare no TCP port$/, fix: /^declare containerPort: 80 on the container if/ }],
      fixed: deployment('shop/db', '{ app: db }') + db('{ port: 8080 }'),
    },
    {
      name: 'a name that no container bears, ours',
      manifests: DB + db('{ port: 5432, targetPort: postgress }'),
      ours: true,
      findings: [
        {
          message: 'noName',
          severity: 'error',
          field: 'spec.ports[0].targetPort',
          problem:
            'Headless Service port 5432 has targetPort "postgress", but no selected container names a port "postgress" for TCP: the port has no SRV record',
          got: '"postgress"; the selected pods (StatefulSet shop/db) declare "postgres" (5432/TCP)',
          fix: 'set targetPort to "postgres", or name a container port "postgress"',
        },
      ],
      fixed: DB + db('{ port: 5432, targetPort: postgres }'),
    },
    {
      name: 'a name of another protocol, and one where no port has a name',
      manifests: DB + db('{ port: 7946, targetPort: gossip }, { port: 9000, targetPort: sctp, protocol: SCTP }'),
      findings: [
        { message: 'noName', severity: 'warning', fix: 'set protocol: UDP on the Service port, or targetPort to 7946' },
        { message: 'noName', severity: 'warning', got: /declare no SCTP port$/, fix: /^name the container port where the program listens "sctp", or set port and targetPort to its number$/ },
      ],
      fixed: DB + db('{ port: 7946, targetPort: gossip, protocol: UDP }'),
    },
  ],
});
