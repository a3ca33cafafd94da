import { serviceHostExists } from '../../lib/rules/service-host-exists';
import { ruleTester } from './rule-tester';
import { deployment, object, service, workload } from './yaml';

/** Pods in namespace shop whose container has this environment, or command line. */
function told(what: string, at = 'shop/web', more = ''): string {
  return workload('apps/v1 Deployment', at, '{ app: web }', `{ ${more} containers: [{ name: main, image: main:1.0, ${what} }] }`);
}

/** The same with one variable. */
function variable(value: string, name = 'UPSTREAM'): string {
  return told(`env: [{ name: ${name}, value: ${JSON.stringify(value)} }]`);
}

function pair(host: string, port: string, prefix = 'ORDERS'): string {
  return told(`env: [{ name: ${prefix}_HOST, value: ${host} }, { name: ${prefix}_PORT, value: "${port}" }]`);
}

function serving(at: string, ports = '[{ port: 80, targetPort: 8080 }]', more = ''): string {
  const [name] = at.split('/').reverse();
  return service(at, `{ ${more} selector: { app: ${name ?? ''} }, ports: ${ports} }`);
}

function settings(data: string, at = 'shop/settings'): string {
  return object('v1 ConfigMap', at, `data: ${data}`);
}

const ORDERS = serving('shop/orders');
const HEADLESS = serving('shop/kafka', '[{ port: 9092 }]', 'clusterIP: None,');
const OTHERS = serving('shop/cart') + serving('shop/stock');
const ENV_OF_OTHERS = '{ name: CART_URL, value: "http://cart:80" }, { name: STOCK_ADDR, value: "stock:80" }';

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'a name and its port': variable('orders:80') + ORDERS,
  'a URL': variable('http://orders/list') + ORDERS,
  'every form of a name':
    ['orders:80', 'orders.shop:80', 'orders.shop.svc:80', 'orders.shop.svc.cluster.local:80', 'orders.shop.svc.cluster.local.:80', 'tcp://me:pw@orders.shop.svc:80/x'].map((host, at) => told(`env: [{ name: A, value: "${host}" }]`, `shop/web${String(at)}`)).join('') + ORDERS,
  'a pair of host and port': pair('orders', '80') + ORDERS,
  'a pair whose port is in a Secret': told('env: [{ name: ORDERS_HOST, value: orders }, { name: ORDERS_PORT, valueFrom: { secretKeyRef: { name: s, key: p } } }]') + ORDERS,
  'pods of a headless Service, at whatever port': variable('kafka-0.kafka:9093,kafka-1.kafka.shop:9093,kafka-2.kafka.shop.svc.cluster.local:9093') + HEADLESS,
  'an ExternalName, at whatever port': variable('db:5433') + service('shop/db', '{ type: ExternalName, externalName: db.example.com }'),
  'a Service in another namespace': variable('http://orders.store.svc:8080') + serving('store/orders', '[{ port: 8080 }]') + ORDERS,
  'any of several ports': told('args: ["--grpc=orders:9090", --http, "orders:80"]') + serving('shop/orders', '[{ name: http, port: 80 }, { name: grpc, port: 9090 }]'),
  'a UDP port': variable('statsd:8125') + serving('shop/statsd', '[{ port: 8125, protocol: UDP }]'),
  'what is not known to be the same Service': told('env: [{ name: A, value: "orders:8080" }]', 'web') + ORDERS,
  'what a patch of the same name opens': variable('orders:8080') + ORDERS + serving('orders', '[{ port: 8080 }]'),
  'its own Service, under whose name it listens': variable('web:8080', 'ADVERTISED') + serving('shop/web'),
  'public names': variable('https://orders.example.com:8443/x,api.orders.io:443') + ORDERS,
  'a public name that ends as a namespace is called': told('env: [{ name: A, value: "https://getorders.dev:443" }]', 'dev/web') + serving('dev/orders', '[{ port: 443 }]'),
  'another cluster': variable('http://ordres.shop.svc.cluster.other:80,http://orders.shop.svc.clusterset.local:8080') + ORDERS,
  'images': told('args: ["--image=orders:8080", "--sidecar", "orders:1.0", "--mirror=orders:5000/app/web:1.0"]') + ORDERS,
  'versions and users': told('command: [sh, -c, "chown orders:1000 /data && exec app --tag orders:16"]') + ORDERS,
  'local addresses': variable('http://localhost:8080,127.0.0.1:8080,0.0.0.0:9090') + ORDERS,
  'hosts to be filled in': variable('http://$(ORDERS_HOST):8080,http://{{ .Values.x }}.shop.svc:80,orders:$(PORT)') + ORDERS,
  'origins and names that others use': variable('http://orders:3000', 'CORS_ALLOWED_ORIGINS') + told('env: [{ name: NO_PROXY, value: "ordres.shop.svc,.svc" }]', 'shop/api') + ORDERS,
  'the host under which a program serves': told('env: [{ name: HOST, value: orders }, { name: PORT, value: "8080" }]') + ORDERS,
  'prose, comments and examples': settings('{ "nginx.conf": "# proxy_pass http://orders:8080;\\nserver_name ordres;\\n", _example: "http://orders:8080", README.md: "see orders:8080" }') + ORDERS,
  'manifests in a ConfigMap': settings('{ "job.yaml": "apiVersion: batch/v1\\nkind: Job\\nurl: http://orders:8080\\n" }') + ORDERS,
  'settings in a ConfigMap': settings('{ ORDERS_HOST: orders, ORDERS_PORT: "80", "nginx.conf": "upstream o { server orders:80; }\\nproxy_pass http://orders/;" }') + ORDERS,
  'a name that the pod resolves itself': told('env: [{ name: A, value: "http://ordres:80" }]', 'shop/web', 'hostAliases: [{ ip: 10.1.2.3, hostnames: [ordres] }],') + ORDERS,
  'short names under a search path of their own': told('env: [{ name: A, value: "http://orders:8080" }]', 'shop/web', 'dnsConfig: { searches: [legacy.example.com] },') + ORDERS,
  'the API server': variable('https://kubernetes.default.svc:6443') + ORDERS + serving('default/kubernets', '[{ port: 6443 }]'),
  'Services that an operator makes': variable('events-kafka-bootstrap.shop.svc:9092') + told(`env: [${ENV_OF_OTHERS}]`, 'shop/api') + OTHERS + object('kafka.strimzi.io/v1beta2 Kafka', 'shop/events', 'spec: {}'),
  'two names that happen to be alike, each with pods': variable('http://auth:80') + deployment('shop/auth', '{ app: auth }') + serving('shop/oauth'),
  'a name that is like another one, whose Service does not open the port': variable('http://auth:8080') + serving('shop/oauth'),
  'words that stand for nothing': told(`env: [${ENV_OF_OTHERS}, { name: ASSISTANT_ADDR, value: none }, { name: TRACES_ENDPOINT, value: "disabled" }]`) + OTHERS,
  'names without a port': variable('orders.shop.svc') + told('args: [orders, "--target", orders.shop.svc.cluster.local]', 'shop/api') + ORDERS,
  'a Service of the author\'s own domain': variable('orders.shop.svc.example.internal:8080') + ORDERS,
  'a number as an environment variable': told('env: [{ name: ORDERS_HOST, value: orders }, { name: ORDERS_PORT, value: 80 }]') + ORDERS,
};

/** What may live outside the input, where it is not ours. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'a Service of another namespace that is not in the input': variable('http://prometheus.monitoring.svc:9090') + ORDERS,
  'a Service that is nowhere, where nothing beside it is there': variable('http://prometheus-server.shop.svc:9090') + ORDERS,
  'short names that are nowhere': variable('redis:6379') + ORDERS,
  'a short name beside one that is there': told('env: [{ name: A, value: "cart:80" }, { name: B, value: "redis:6379" }]') + OTHERS,
  'what is switched off, beside others that are there': told(`env: [${ENV_OF_OTHERS}, { name: ASSISTANT_ADDR, value: "assistant:80" }]`) + OTHERS,
  'another one of a namespace that is not that of the pods': variable('cart.shop.svc:80,gateway.shop.svc:80').replace('namespace: shop', 'namespace: blog') + OTHERS,
  'a namespace that has no such Service, where the name may be a public one': variable('orders.shop:80') + serving('store/orders') + OTHERS,
  'a database that each namespace may have': variable('redis:6379') + serving('infra/redis', '[{ port: 6379 }]'),
};

ruleTester(serviceHostExists, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(OUTSIDE).map(([name, manifests]) => ({ name, manifests })),
    {
      name: 'a Service that lives outside the input, as the author says',
      manifests: told(`env: [${ENV_OF_OTHERS}, { name: A, value: "crat.shop.svc:80" }]`) + OTHERS,
      externals: [{ kind: 'Service', namespace: 'shop', name: 'crat' }],
      ours: true,
    },
    {
      name: 'names under the cluster\'s own domain',
      manifests: variable('orders.shop.svc.corp.example:80') + ORDERS,
      target: { clusterDomain: 'corp.example' },
      ours: true,
    },
    {
      name: 'a megabyte of nothing',
      manifests: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'big', namespace: 'shop' }, data: { a: '\n'.repeat(1e6), b: ' '.repeat(1e6), c: 'kind: '.repeat(2e5), d: `_${'A_'.repeat(5e5)}` } },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'orders', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } },
      ],
    },
  ],
  invalid: [
    {
      name: 'the container\'s port in place of the Service\'s, ours',
      manifests: variable('http://orders:8080/list', 'ORDERS_URL') + ORDERS,
      ours: true,
      findings: [
        {
          message: 'wrongPort',
          severity: 'error',
          field: 'spec.template.spec.containers[0].env[0].value',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'Host "orders" is that of Service shop/orders, which does not open port 8080: connections are refused or time out',
          got: 'variable "ORDERS_URL" says "orders:8080"; Service shop/orders opens 80/TCP',
          fix: 'connect to "orders:80", or add port 8080 to the Service',
        },
      ],
      fixed: variable('http://orders:80/list', 'ORDERS_URL') + ORDERS,
    },
    {
      name: 'a wrong port on a command line',
      manifests: told('args: ["--orders", "postgres://app:pw@orders.shop.svc.cluster.local:5433/app"]', 'blog/web') + serving('shop/orders', '[{ name: pg, port: 5432 }, { name: metrics, port: 9187 }]'),
      findings: [
        {
          message: 'wrongPort',
          severity: 'error',
          field: 'spec.template.spec.containers[0].args[1]',
          got: 'a command line says "orders.shop.svc.cluster.local:5433"; Service shop/orders opens 5432/TCP and 9187/TCP',
          fix: 'connect to one of its ports, such as "orders.shop.svc.cluster.local:5432", or add port 5433 to the Service',
        },
      ],
      fixed: told('args: ["--orders", "postgres://app:pw@orders.shop.svc.cluster.local:5432/app"]', 'blog/web') + serving('shop/orders', '[{ name: pg, port: 5432 }]'),
    },
    {
      name: 'a wrong port of a Service for users, or images',
      manifests: variable('http://users:8080', 'USER_SERVICE_URL') + told('args: [--image-service-url=http://users:8081]', 'shop/api') + serving('shop/users'),
      findings: [{ message: 'wrongPort', severity: 'error' }, { message: 'wrongPort', severity: 'error' }],
      fixed: variable('http://users:80', 'USER_SERVICE_URL') + told('args: [--image-service-url=http://users:80]', 'shop/api') + serving('shop/users'),
    },
    {
      name: 'a wrong port of a pair',
      manifests: pair('orders', '8080') + ORDERS,
      findings: [{ message: 'wrongPort', severity: 'error', got: 'variable "ORDERS_HOST" says "orders:8080"; Service shop/orders opens 80/TCP' }],
      fixed: pair('orders', '80') + ORDERS,
    },
    {
      name: 'a wrong port in flags that belong together',
      manifests: told('args: [--redis-host, redis, --redis-port=6380]') + serving('shop/redis', '[{ port: 6379 }]'),
      findings: [{ message: 'wrongPort', severity: 'error', field: 'spec.template.spec.containers[0].args[1]' }],
      fixed: told('args: [--redis-host, redis, --redis-port=6379]') + serving('shop/redis', '[{ port: 6379 }]'),
    },
    {
      name: 'wrong ports in a ConfigMap, each once',
      manifests: settings('{ "nginx.conf": "server orders:8080;\\nserver orders:8080;\\nproxy_pass http://cart.shop.svc:8080/;\\n", CART_HOST: cart, CART_PORT: "81" }') + ORDERS + serving('shop/cart'),
      findings: [
        { message: 'wrongPort', severity: 'error', object: { kind: 'ConfigMap', namespace: 'shop', name: 'settings' }, field: 'data["CART_HOST"]', got: /^key "CART_HOST" says "cart:81"/ },
        { message: 'wrongPort', severity: 'error', field: 'data["nginx.conf"]', problem: /^Host "cart\.shop\.svc"/ },
        { message: 'wrongPort', severity: 'error', field: 'data["nginx.conf"]', problem: /^Host "orders"/ },
      ],
      fixed: settings('{ "nginx.conf": "server orders:80;\\nproxy_pass http://cart.shop.svc:80/;\\n", CART_HOST: cart, CART_PORT: "80" }') + ORDERS + serving('shop/cart'),
    },
    {
      name: 'one of a list at a wrong port',
      manifests: variable('kafka-0.kafka:9092,broker:9093', 'KAFKA_BROKERS') + HEADLESS + serving('shop/broker', '[{ port: 9092 }]'),
      findings: [{ message: 'wrongPort', severity: 'error', got: /says "broker:9093"/ }],
      fixed: variable('kafka-0.kafka:9092,broker:9092', 'KAFKA_BROKERS') + HEADLESS + serving('shop/broker', '[{ port: 9092 }]'),
    },
    {
      name: 'a URL without the port that the Service has, ours',
      manifests: variable('http://orders/list', 'ORDERS_URL') + serving('shop/orders', '[{ port: 8080 }]'),
      ours: true,
      findings: [
        {
          message: 'impliedPort',
          severity: 'warning',
          problem: 'The URL of host "orders" leads to port 80, which Service shop/orders does not open',
          got: 'variable "ORDERS_URL" says http://orders without a port; Service shop/orders opens 8080/TCP',
          fix: 'connect to "orders:8080", or add port 80 to the Service',
        },
      ],
      fixed: variable('http://orders:8080/list', 'ORDERS_URL') + serving('shop/orders', '[{ port: 8080 }]'),
    },
    {
      name: 'a URL by https to what listens to http alone',
      manifests: variable('https://orders.shop.svc') + ORDERS,
      findings: [{ message: 'impliedPort', severity: 'warning', problem: /leads to port 443/ }],
      fixed: variable('http://orders.shop.svc') + ORDERS,
    },
    {
      name: 'a slip in the name, ours',
      manifests: variable('http://ordres.shop.svc:80') + ORDERS,
      ours: true,
      findings: [
        {
          message: 'nearMiss',
          severity: 'error',
          problem: 'Host "ordres.shop.svc" is that of no Service: it does not resolve',
          got: 'variable "UPSTREAM" says "ordres.shop.svc:80"; the nearest is Service shop/orders',
          fix: 'connect to "orders.shop.svc:80", or add a Service of the name that is written',
        },
      ],
      fixed: variable('http://orders.shop.svc:80') + ORDERS,
    },
    {
      name: 'a slip in a short name, where no namespace is known',
      manifests: told('env: [{ name: A, value: "product-catalog:80" }]', 'web') + serving('productcatalog'),
      findings: [{ message: 'nearMiss', severity: 'error', fix: /^connect to "productcatalog:80"/ }],
      fixed: told('env: [{ name: A, value: "productcatalog:80" }]', 'web') + serving('productcatalog'),
    },
    {
      name: 'a slip in the name of the Service itself, which selects the pods of the name that is meant',
      manifests: variable('http://payments:80') + deployment('shop/payments', '{ app: paymets }') + serving('shop/paymets'),
      findings: [{ message: 'nearMiss', severity: 'error', got: 'variable "UPSTREAM" says "payments:80"; the nearest is Service shop/paymets' }],
      fixed: variable('http://paymets:80') + deployment('shop/payments', '{ app: paymets }') + serving('shop/paymets'),
    },
    {
      name: 'pods without a Service',
      manifests: variable('redis://redis:6379') + deployment('shop/redis', '{ app: redis }', '[{ containerPort: 6379 }]') + ORDERS,
      findings: [{ message: 'missing', severity: 'warning', got: 'variable "UPSTREAM" says "redis:6379"; Deployment shop/redis runs pods of that name' }],
      fixed: variable('redis://redis:6379') + deployment('shop/redis', '{ app: redis }', '[{ containerPort: 6379 }]') + serving('shop/redis', '[{ port: 6379 }]'),
    },
    {
      name: 'a slip in a host without a port',
      manifests: told('env: [{ name: ORDERS_HOST, value: oders }, { name: PAYMENTS_HOST, value: paymnets }]') + serving('shop/payments'),
      findings: [{ message: 'nearMiss', severity: 'error', field: 'spec.template.spec.containers[0].env[1].value', fix: /^connect to "payments"/ }],
      fixed: told('env: [{ name: ORDERS_HOST, value: oders }, { name: PAYMENTS_HOST, value: payments }]') + serving('shop/payments'),
    },
    {
      name: 'a slip in a pod\'s governing Service',
      manifests: variable('zk-0.zookeper.shop.svc.cluster.local:2181') + serving('shop/zookeeper', '[{ port: 2181 }]', 'clusterIP: None,'),
      findings: [{ message: 'nearMiss', severity: 'error', fix: /^connect to "zk-0\.zookeeper\.shop\.svc\.cluster\.local:2181"/ }],
      fixed: variable('zk-0.zookeeper.shop.svc.cluster.local:2181') + serving('shop/zookeeper', '[{ port: 2181 }]', 'clusterIP: None,'),
    },
    {
      name: 'a slip in the namespace',
      manifests: told('env: [{ name: A, value: "orders.payemnts.svc:80" }]') + serving('payments/orders'),
      findings: [{ message: 'nearMiss', severity: 'error', fix: /^connect to "orders\.payments\.svc:80"/ }],
      fixed: told('env: [{ name: A, value: "orders.payments.svc:80" }]') + serving('payments/orders'),
    },
    {
      name: 'a slip in the cluster\'s domain, ours',
      manifests: variable('http://orders.shop.svc.cluster.locl:80') + ORDERS,
      ours: true,
      findings: [
        {
          message: 'domain',
          severity: 'error',
          problem: 'Host "orders.shop.svc.cluster.locl" does not end in the domain of the cluster: it does not resolve',
          got: 'variable "UPSTREAM" says "orders.shop.svc.cluster.locl:80"; the domain is "cluster.local"',
          fix: 'connect to "orders.shop.svc.cluster.local:80"',
        },
      ],
      fixed: variable('http://orders.shop.svc.cluster.local:80') + ORDERS,
    },
    {
      name: 'a slip in the cluster\'s domain, in a ConfigMap of others',
      manifests: settings('{ "app.yaml": "url: http://orders.shop.svc.cluter.local/x" }') + ORDERS,
      findings: [{ message: 'domain', severity: 'error', fix: 'connect to "orders.shop.svc.cluster.local"' }],
      fixed: settings('{ "app.yaml": "url: http://orders.shop.svc.cluster.local/x" }') + ORDERS,
    },
    {
      name: 'a short name for a Service of another namespace, ours',
      manifests: variable('http://orders:80') + serving('store/orders') + serving('shop/cart'),
      ours: true,
      findings: [
        {
          message: 'otherNamespace',
          severity: 'error',
          problem: 'Host "orders" stands for a Service "orders" in namespace "shop", and the only one of that name is in "store"',
          got: 'variable "UPSTREAM" says "orders:80"; Service store/orders is in "store"',
          fix: 'connect to "orders.store.svc:80"',
        },
      ],
      fixed: variable('http://orders.store.svc:80') + serving('store/orders') + serving('shop/cart'),
    },
    {
      name: 'a namespace that does not have the Service',
      manifests: variable('orders.shop.svc.cluster.local:80') + serving('store/orders') + serving('shop/cart'),
      findings: [{ message: 'otherNamespace', severity: 'warning' }],
      fixed: variable('orders.store.svc.cluster.local:80') + serving('store/orders') + serving('shop/cart'),
    },
    {
      name: 'a Service that is nowhere, beside one of its namespace that is there',
      manifests: variable('http://cart.shop.svc/,http://ledger.shop.svc/') + serving('shop/cart'),
      findings: [
        {
          message: 'missing',
          severity: 'warning',
          problem: 'Host "ledger.shop.svc" stands for a Service "ledger", which no manifest has in namespace "shop"',
          got: 'variable "UPSTREAM" says "ledger.shop.svc"; Service shop/cart, which is named beside it, is there',
          fix: 'add Service "ledger", or declare that it lives outside the manifests',
        },
      ],
      fixed: variable('http://cart.shop.svc/,http://ledger.shop.svc/') + serving('shop/cart') + serving('shop/ledger'),
    },
    {
      name: 'a short name that is nowhere, beside others that are there, ours',
      manifests: told(`env: [${ENV_OF_OTHERS}, { name: LEDGER_ADDR, value: "ledger:8080" }]`, 'web') + serving('cart') + serving('stock'),
      ours: true,
      findings: [{ message: 'missing', severity: 'error', problem: 'Host "ledger" stands for a Service "ledger", which no manifest has' }],
      fixed: told(`env: [${ENV_OF_OTHERS}, { name: LEDGER_ADDR, value: "ledger:8080" }]`, 'web') + serving('cart') + serving('stock') + serving('ledger', '[{ port: 8080 }]'),
    },
  ],
});
