import { serviceLinksCollide } from '../../lib/rules/service-links-collide';
import { ruleTester } from './rule-tester';
import { service, workload } from './yaml';

const REDIS = service('shop/redis', '{ selector: { app: redis }, ports: [{ port: 6379 }] }');
const CART = service('shop/redis-cart', '{ selector: { app: cart }, ports: [{ port: 6379 }] }');
const HOST = '{ name: REDIS_HOST, value: redis }';

/** A Deployment whose container has these variables. */
function web(env: string, more = '', podSpec = '', at = 'shop/web'): string {
  return workload('apps/v1 Deployment', at, '{ app: web }', `{ ${podSpec}containers: [{ name: web, env: [${env}]${more} }] }`);
}

ruleTester(serviceLinksCollide, {
  valid: [
    { name: 'pods without links', manifests: REDIS + web(HOST, '', 'enableServiceLinks: false, '), ours: true },
    { name: 'a port that the container sets itself', manifests: REDIS + web(`${HOST}, { name: REDIS_PORT, value: "6379" }`), ours: true },
    {
      name: 'a port that comes from a ConfigMap',
      manifests: REDIS + web(`${HOST}, { name: REDIS_PORT, valueFrom: { configMapKeyRef: { name: redis, key: port } } }`),
    },
    { name: 'variables that come from elsewhere', manifests: REDIS + web(HOST, ', envFrom: [{ configMapRef: { name: redis } }]'), ours: true },
    { name: 'a Service in another namespace', manifests: REDIS.replace('shop', 'blog') + web(HOST), ours: true },
    { name: 'a Service that may be in another namespace', manifests: REDIS.replace(', namespace: shop', '') + web(HOST), ours: true },
    { name: 'a headless Service', manifests: REDIS.replace('selector', 'clusterIP: None, selector') + web(HOST), ours: true },
    { name: 'an ExternalName', manifests: service('shop/redis', '{ type: ExternalName, externalName: r.example.com, ports: [{ port: 6379 }] }') + web(HOST) },
    { name: 'a Service without ports', refused: true, manifests: service('shop/redis', '{ selector: { app: redis } }') + web(HOST) },
    { name: 'variables of another name', manifests: REDIS + web('{ name: REDIS, value: a }, { name: REDISCOVERY_HOST, value: b }, { name: _HOST }'), ours: true },
    { name: 'settings of the program itself, as Argo CD names them', manifests: REDIS + web('{ name: REDIS_LOG_LEVEL, value: info }'), ours: true },
    { name: 'host and port in one, as Online Boutique has it', manifests: REDIS + web('{ name: REDIS_ADDR, value: "redis:6379" }'), ours: true },
    { name: 'host and port in one beside a password', manifests: REDIS + web('{ name: REDIS_URL, value: "redis://redis" }, { name: REDIS_PASSWORD, value: x }') },
    { name: 'a host with its port', manifests: REDIS + web('{ name: REDIS_HOST, value: "redis:6379" }'), ours: true },
    {
      name: 'the server\'s own password',
      manifests: REDIS + web('{ name: REDIS_PASSWORD, value: x }').replace('{ app: web }', '{ app: redis }'),
      ours: true,
    },
    { name: 'a link that is meant, in a variable', manifests: REDIS + web('{ name: REDIS_HOST, value: $(REDIS_SERVICE_HOST) }'), ours: true },
    { name: 'a link that is meant, in a script', manifests: REDIS + web(HOST, ', command: [sh, -c, "ping ${REDIS_PORT_6379_TCP_ADDR}"]'), ours: true },
    { name: 'a shell\'s own variable, which may be set before', manifests: REDIS + web('', ', command: [sh, -c, "REDIS_PORT=1 run $REDIS_PORT"]'), ours: true },
    { name: 'a reference to a port that the container sets', manifests: REDIS + web('{ name: REDIS_PORT, value: "1" }', ', args: ["--port=$(REDIS_PORT)"]') },
    {
      name: 'the port of the Service with the longer name',
      manifests: REDIS + CART + web('{ name: REDIS_CART_HOST, value: redis-cart }, { name: REDIS_CART_PORT, value: "6379" }'),
      ours: true,
    },
    { name: 'the API server, which is beside every pod', manifests: service('shop/kubernetes', '{ ports: [{ port: 443 }] }') + web('{ name: KUBERNETES_HOST, value: k }') },
    { name: 'what is no variable', refused: true, manifests: REDIS + web('7, null, { name: [] }, { name: REDIS_HOST_, value: {} }', ', args: [7], command: x') },
  ],
  invalid: [
    {
      name: 'a host beside which the program looks for a port',
      manifests: REDIS + web(HOST),
      findings: [
        {
          message: 'prefix',
          severity: 'note',
          field: 'spec.template.spec.containers[0].env[0].name',
          object: { kind: 'Deployment', name: 'web' },
          problem: /^Service "redis" makes Kubernetes set "REDIS_PORT" to "tcp:\/\/10\.0\.0\.1:6379" in container "web", /,
          got: 'env "REDIS_HOST", and no "REDIS_PORT" beside it',
        },
      ],
      fixed: REDIS + web(HOST, '', 'enableServiceLinks: false, '),
    },
    {
      name: 'a client of ours that is given a password, once for all variables of the Service',
      manifests: REDIS + web('{ name: REDIS_PASSWORD, value: x }, { name: REDIS_DB, value: "0" }'),
      ours: true,
      findings: [{ message: 'prefix', severity: 'warning', got: /"REDIS_PASSWORD"/ }],
      fixed: REDIS + web('{ name: REDIS_PASSWORD, value: x }, { name: REDIS_DB, value: "0" }, { name: REDIS_PORT, value: "6379" }'),
    },
    {
      name: 'the Service with the longer name, and the other by itself',
      manifests: REDIS + CART + web('{ name: REDIS_CART_HOST, value: redis-cart }, { name: REDIS_PORT, value: "6379" }'),
      findings: [{ message: 'prefix', severity: 'note', problem: /^Service "redis-cart" makes Kubernetes set "REDIS_CART_PORT"/ }],
      fixed: REDIS + CART + web('{ name: REDIS_CART_HOST, value: redis-cart }, { name: REDIS_CART_PORT, value: "6379" }'),
    },
    {
      name: 'an argument that refers to the link for a port',
      manifests: REDIS + web('', ', args: [--verbose, "--port=$(REDIS_PORT)"]'),
      findings: [
        {
          message: 'reference',
          severity: 'note',
          field: 'spec.template.spec.containers[0].args[1]',
          got: '"--port=$(REDIS_PORT)"',
          fix: 'write the port where $(REDIS_PORT) stands, or set "REDIS_PORT" in the container',
        },
      ],
      fixed: REDIS + web('', ', args: [--verbose, --port=6379]'),
    },
    {
      name: 'a variable of ours that refers to the link for a port',
      manifests: REDIS + web('{ name: CACHE, value: "redis:$(REDIS_PORT)" }'),
      ours: true,
      findings: [{ message: 'reference', severity: 'warning', field: 'spec.template.spec.containers[0].env[0].value' }],
      fixed: REDIS + web('{ name: CACHE, value: "redis:6379" }'),
    },
    {
      name: 'a Service whose address is written down, and whose first port is of UDP, before an init container',
      manifests:
        service('shop/stats', '{ clusterIP: 10.9.8.7, ports: [{ port: 8125, protocol: UDP }] }') +
        web('', '', 'initContainers: [{ name: wait, env: [{ name: STATS_HOSTNAME, value: stats }] }], '),
      findings: [{ message: 'prefix', severity: 'note', field: 'spec.template.spec.initContainers[0].env[0].name', problem: /"udp:\/\/10\.9\.8\.7:8125"/ }],
      fixed: service('shop/stats', '{ clusterIP: 10.9.8.7, ports: [{ port: 8125, protocol: UDP }] }') + web('{ name: WEB_HOSTNAME, value: web }'),
    },
  ],
});
