import { statefulSetServiceExists } from '../../lib/rules/stateful-set-service-exists';
import { ruleTester } from './rule-tester';
import { deployment, object, service } from './yaml';

/** A StatefulSet whose pods carry `app: db`, with this serviceName. */
function set(serviceName: string, at = 'shop/db', labels = '{ app: db }'): string {
  const template = `{ metadata: { labels: ${labels} }, spec: { containers: [{ name: main, image: main:1.0 }] } }`;
  return object('apps/v1 StatefulSet', at, `spec: { serviceName: ${serviceName}, template: ${template} }`);
}

function headless(at: string, selector = '{ app: db }'): string {
  return service(at, `{ clusterIP: None, selector: ${selector}, ports: [{ port: 5432 }] }`);
}

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'a headless Service over the pods': set('db-headless') + headless('shop/db-headless'),
  'a headless Service beside one with a cluster IP':
    set('db-headless') + headless('shop/db-headless') + service('shop/db', '{ selector: { app: db }, ports: [{ port: 5432 }] }'),
  'no serviceName': set('null') + headless('shop/db'),
  'an empty serviceName': set('""') + headless('shop/db'),
  'a Service whose namespace is not known': set('db') + headless('db'),
  'a set whose namespace is not known': set('db', 'db') + headless('shop/db'),
  'a headless Service without a selector, which Patroni fills': set('db') + service('shop/db', '{ clusterIP: None, ports: [{ port: 5432 }] }'),
  'a serviceName on what is no StatefulSet of Kubernetes': set('db').replace('apps/v1', 'apps.example.com/v1'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'a Deployment, which has no such field': set('db').replace('StatefulSet', 'Deployment'),
};

ruleTester(statefulSetServiceExists, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
    {
      name: 'a Service that lives outside the input, as the author says',
      manifests: set('db-headless') + headless('shop/db'),
      externals: [{ kind: 'Service', namespace: 'shop', name: 'db-headless' }],
    },
    {
      name: 'a serviceName of the wrong type', refused: true,
      manifests: set('{ name: db }') + headless('shop/db'),
    },
  ],
  invalid: [
    {
      name: 'a Service over the same pods under another name, ours',
      manifests: set('db-headless') + headless('shop/db'),
      ours: true,
      findings: [
        {
          message: 'otherName',
          severity: 'error',
          field: 'spec.serviceName',
          object: { kind: 'StatefulSet', namespace: 'shop', name: 'db' },
          problem: 'serviceName is "db-headless", but no Service in namespace "shop" is called that: the names of the pods do not resolve',
          got: '"db-headless"; Service shop/db selects these pods',
          fix: 'set serviceName to "db", or add a headless Service "db-headless" over these pods',
        },
      ],
      fixed: set('db') + headless('shop/db'),
    },
    {
      name: 'the headless one of two Services over the same pods, of others',
      manifests: set('db-hl', 'db') + service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }') + headless('db-peers'),
      findings: [{ message: 'otherName', severity: 'warning', problem: /no Service is called that/, fix: /^set serviceName to "db-peers"/ }],
      fixed: set('db-peers', 'db') + service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }') + headless('db-peers'),
    },
    {
      name: 'a Service with a cluster IP over the same pods, where there is no other',
      manifests: set('db-hl') + service('shop/db', '{ selector: { app: db }, ports: [{ port: 5432 }] }'),
      findings: [
        {
          message: 'otherName',
          severity: 'warning',
          got: '"db-hl"; Service shop/db selects these pods',
          fix: 'add a headless Service "db-hl" over these pods',
        },
      ],
      fixed: set('db-hl') + headless('shop/db-hl'),
    },
    {
      name: 'a slip in the name',
      manifests: set('postgers') + headless('shop/postgres', '{ app: database }'),
      findings: [{ message: 'otherName', severity: 'warning', got: '"postgers"; Service shop/postgres has a name like it' }],
      fixed: set('postgres') + headless('shop/postgres'),
    },
    {
      name: 'a name that happens to be like another app\'s as missing alone',
      manifests: set('auth') + deployment('shop/oauth', '{ app: oauth }') + headless('shop/oauth', '{ app: oauth }'),
      findings: [
        {
          message: 'missing',
          severity: 'note',
          problem: 'serviceName is "auth", but no manifest has a Service of that name in namespace "shop"',
          fix: 'add a headless Service "auth" over the pods, which carry "app=db"',
        },
      ],
      fixed: set('auth') + headless('shop/auth'),
    },
    {
      name: 'a Service that is nowhere as an error of ours',
      manifests: set('db'),
      ours: true,
      findings: [{ message: 'missing', severity: 'error' }],
      fixed: set('db') + headless('shop/db'),
    },
    {
      name: 'a Service in another namespace as missing',
      manifests: set('db', 'shop/db', '{}') + headless('blog/db'),
      findings: [{ message: 'missing', severity: 'note', fix: 'add a headless Service "db" over the pods, which carry no label' }],
      fixed: set('db', 'blog/db') + headless('blog/db'),
    },
    {
      name: 'a Service over other pods, ours',
      manifests: set('db') + headless('shop/db', '{ app: web }'),
      ours: true,
      findings: [
        {
          message: 'notSelecting',
          severity: 'error',
          problem: 'serviceName is "db", but that Service does not select the pods of this StatefulSet: their names do not resolve',
          got: 'Service shop/db selects "app=web"; the pods carry "app=db"',
          fix: 'let Service "db" select labels that the pods carry, or set serviceName to a headless Service over them',
        },
      ],
      fixed: set('db') + headless('shop/db'),
    },
    {
      name: 'an ExternalName of others, and pods without labels',
      manifests: set('db', 'shop/db', '{}') + service('shop/db', '{ type: ExternalName, externalName: db.example.com }'),
      findings: [{ message: 'notSelecting', severity: 'warning', got: 'Service shop/db is of type ExternalName; the pods carry no label' }],
      fixed: set('db') + headless('shop/db'),
    },
    {
      name: 'a Service that is not headless, of others',
      manifests: set('db') + service('shop/db', '{ selector: { app: db }, ports: [{ port: 5432 }] }'),
      findings: [{ message: 'notHeadless', severity: 'note', got: 'Service shop/db has a cluster IP' }],
      fixed: set('db') + headless('shop/db'),
    },
    {
      name: 'a Service that is not headless, ours',
      manifests: set('db', 'db') + service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }'),
      ours: true,
      findings: [
        {
          message: 'notHeadless',
          severity: 'warning',
          problem: /^serviceName is "db", but that Service is not headless/,
          fix: 'set clusterIP: None on a Service over these pods, and serviceName to its name',
        },
      ],
      fixed: set('db-peers', 'db') + service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }') + headless('db-peers'),
    },
  ],
});
