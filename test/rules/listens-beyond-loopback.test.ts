import { listensBeyondLoopback } from '../../lib/rules/listens-beyond-loopback';
import { ruleTester } from './rule-tester';
import { service, workload } from './yaml';

const SERVICE = service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');

/** A served Deployment whose container is told this; other containers may follow. */
function web(told: string, others = ''): string {
  const containers = `[{ name: main, ports: [{ name: http, containerPort: 8080 }], ${told} }${others && `, ${others}`}]`;
  return SERVICE + workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: ${containers} }`);
}

function env(name: string, value: string): string {
  return web(`env: [{ name: ${name}, value: "${value}" }]`);
}

const WARNING = { message: 'loopback', severity: 'warning' } as const;

ruleTester(listensBeyondLoopback, {
  valid: [
    { name: 'a program that is told nothing', manifests: web('args: [serve]'), ours: true },
    { name: 'all addresses', manifests: web('args: [--listen=0.0.0.0:8080, --bind, "::", --host=*]'), ours: true },
    { name: 'a port alone', manifests: web('args: ["--listen=:8080"]'), ours: true },
    { name: 'an upstream of oauth2-proxy', manifests: web('args: [--http-address=0.0.0.0:8080, "--upstream=http://127.0.0.1:9000"]'), ours: true },
    { name: 'a URL of its own port, as a health check has', manifests: web('args: ["--self=http://127.0.0.1:8080"]') },
    { name: 'a proxy whose upstream has the same number', manifests: web('args: [--upstream=127.0.0.1:8080, --health-check-address=localhost:8080]') },
    { name: 'a port of its own for what the pod alone asks', manifests: web('args: [--metrics-bind-address=127.0.0.1:9090]') },
    { name: 'a host of its own for telemetry alone', manifests: web('args: [--telemetry-host=127.0.0.1]') },
    { name: 'an address that clients in the container use', manifests: env('CONSUL_HTTP_ADDR', '127.0.0.1:8080') },
    { name: 'a database on the same host', manifests: env('DB_HOST', 'localhost') },
    { name: 'a host that a proxy calls', manifests: env('UPSTREAM_HOST', '127.0.0.1') },
    { name: 'loopback beside all addresses', manifests: web('args: [--bind=127.0.0.1:8080, --bind=0.0.0.0:8080]') },
    { name: 'loopback beside the pod\'s own address', manifests: web('args: ["--listen=127.0.0.1:8080,$(POD_IP):8080"]') },
    {
      name: 'a program behind a proxy of the same pod, as kube-state-metrics behind kube-rbac-proxy',
      manifests: web(
        'args: [--secure-listen-address=:8080, "--upstream=http://127.0.0.1:8081/"]',
        '{ name: ksm, args: [--host=127.0.0.1, --port=8081], ports: [{ containerPort: 8081 }] }',
      ),
      ours: true,
    },
    { name: 'a host whose port is another than the Service\'s', manifests: web('args: [--host, localhost, --port, "9000"]') },
    { name: 'a client in a script', manifests: web('command: [sh, -c, "mysql --host=127.0.0.1 ; exec mysqld"]') },
    { name: 'a client at the end of a script', manifests: web('command: [sh, -c, "server & redis-cli --host 127.0.0.1"]') },
    { name: 'a client as the program', manifests: web('command: [/usr/bin/psql, --host=127.0.0.1]') },
    {
      name: 'a container that no Service leads to',
      manifests: web('args: [serve]', '{ name: admin, args: [--listen=127.0.0.1:8080] }'),
      ours: true,
    },
    {
      name: 'a port by UDP',
      manifests:
        service('shop/dns', '{ selector: { app: dns }, ports: [{ port: 53, protocol: UDP }] }') +
        workload('apps/v1 Deployment', 'shop/dns', '{ app: dns }', '{ containers: [{ name: dns, args: [--listen=127.0.0.1:53] }] }'),
    },
    { name: 'settings of the wrong type', refused: true, manifests: web('args: [1, { a: b }, null], command: --host=127.0.0.1, env: [{ name: HOST, value: 127 }, HOST]') },
  ],
  invalid: [
    {
      name: 'an address in a flag',
      manifests: web('args: [serve, --listen=127.0.0.1:8080]'),
      findings: [
        {
          ...WARNING,
          field: 'spec.template.spec.containers[0].args[1]',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'Container "main" is told to listen on "127.0.0.1", where Service shop/web cannot reach port 8080',
          got: '--listen "127.0.0.1:8080"',
          fix: 'let it listen on all addresses: "0.0.0.0:8080"',
        },
      ],
      fixed: web('args: [serve, --listen=0.0.0.0:8080]'),
    },
    {
      name: 'a host in a flag of a pattern',
      manifests: web('command: [uvicorn, "app:app", --host, 127.0.0.1, --port, "8080"]'),
      ours: true,
      findings: [{ ...WARNING, field: 'spec.template.spec.containers[0].command[3]', fix: /"0\.0\.0\.0"$/ }],
      fixed: web('command: [uvicorn, "app:app", --host, 0.0.0.0, --port, "8080"]'),
    },
    {
      name: 'a bare argument, as Django takes it',
      manifests: web('args: [manage.py, runserver, "localhost:8080"]'),
      findings: [{ ...WARNING, got: '"localhost:8080"' }],
      fixed: web('args: [manage.py, runserver, "0.0.0.0:8080"]'),
    },
    {
      name: 'an IPv6 address',
      manifests: web('args: ["--http-address=[::1]:8080"]'),
      findings: [WARNING],
      fixed: web('args: ["--http-address=[::]:8080"]'),
    },
    {
      name: 'a development server in a script',
      manifests: web('command: [/bin/sh, -c, "npm ci && exec next dev -H localhost"]'),
      findings: [{ ...WARNING, field: 'spec.template.spec.containers[0].command[2]', got: '-H "localhost"' }],
      fixed: web('command: [/bin/sh, -c, "npm ci && exec next dev -H 0.0.0.0"]'),
    },
    {
      name: 'rails s -b',
      manifests: web('command: [rails, s, -b, 127.0.0.1]'),
      findings: [WARNING],
      fixed: web('command: [rails, s, -b, 0.0.0.0]'),
    },
    {
      name: 'a host in an environment variable',
      manifests: env('HOST', 'localhost'),
      findings: [{ ...WARNING, field: 'spec.template.spec.containers[0].env[0].value', got: 'HOST "localhost"' }],
      fixed: env('HOST', '0.0.0.0'),
    },
    {
      name: 'an address in an environment variable',
      manifests: env('LISTEN_ADDR', '127.0.0.1:8080'),
      findings: [WARNING],
      fixed: env('LISTEN_ADDR', ':8080'),
    },
    {
      name: 'the only container of a pod that declares no port',
      manifests: SERVICE + workload('apps/v1 StatefulSet', 'shop/web', '{ app: web }', '{ containers: [{ name: main, args: [--bind=127.0.0.1:8080] }] }'),
      findings: [WARNING],
      fixed: SERVICE + workload('apps/v1 StatefulSet', 'shop/web', '{ app: web }', '{ containers: [{ name: main, args: [--bind=0.0.0.0:8080] }] }'),
    },
  ],
});
