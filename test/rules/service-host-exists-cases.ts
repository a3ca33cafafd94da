// Hosts that are in order, or that may be somebody else's.

import { deployment, object, service, workload } from './yaml';

/** Pods in namespace shop whose container has this environment, or command line. */
export function told(what: string, at = 'shop/web', more = ''): string {
  return workload('apps/v1 Deployment', at, '{ app: web }', `{ ${more} containers: [{ name: main, image: main:1.0, ${what} }] }`);
}

/** The same with one variable. */
export function variable(value: string, name = 'UPSTREAM'): string {
  return told(`env: [{ name: ${name}, value: ${JSON.stringify(value)} }]`);
}

export function pair(host: string, port: string, prefix = 'ORDERS'): string {
  return told(`env: [{ name: ${prefix}_HOST, value: ${host} }, { name: ${prefix}_PORT, value: "${port}" }]`);
}

export function serving(at: string, ports = '[{ port: 80, targetPort: 8080 }]', more = ''): string {
  const [name] = at.split('/').reverse();
  return service(at, `{ ${more} selector: { app: ${name ?? ''} }, ports: ${ports} }`);
}

export function settings(data: string, at = 'shop/settings'): string {
  return object('v1 ConfigMap', at, `data: ${data}`);
}

export const ORDERS = serving('shop/orders');
export const HEADLESS = serving('shop/kafka', '[{ port: 9092 }]', 'clusterIP: None,');
export const OTHERS = serving('shop/cart') + serving('shop/stock');
export const ENV_OF_OTHERS = '{ name: CART_URL, value: "http://cart:80" }, { name: STOCK_ADDR, value: "stock:80" }';

/** What is permitted, ours or not. */
export const HEALTHY: Readonly<Record<string, string>> = {
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
};

/** What is permitted here, and refused by the API server. */
export const REFUSED: Readonly<Record<string, string>> = {
  'a number as an environment variable': told('env: [{ name: ORDERS_HOST, value: orders }, { name: ORDERS_PORT, value: 80 }]') + ORDERS,
};

/** What may live outside the input, where it is not ours. */
export const OUTSIDE: Readonly<Record<string, string>> = {
  'a Service of another namespace that is not in the input': variable('http://prometheus.monitoring.svc:9090') + ORDERS,
  'a Service that is nowhere, where nothing beside it is there': variable('http://prometheus-server.shop.svc:9090') + ORDERS,
  'short names that are nowhere': variable('redis:6379') + ORDERS,
  'a short name beside one that is there': told('env: [{ name: A, value: "cart:80" }, { name: B, value: "redis:6379" }]') + OTHERS,
  'what is switched off, beside others that are there': told(`env: [${ENV_OF_OTHERS}, { name: ASSISTANT_ADDR, value: "assistant:80" }]`) + OTHERS,
  'another one of a namespace that is not that of the pods': variable('cart.shop.svc:80,gateway.shop.svc:80').replace('namespace: shop', 'namespace: blog') + OTHERS,
  'a namespace that has no such Service, where the name may be a public one': variable('orders.shop:80') + serving('store/orders') + OTHERS,
  'a database that each namespace may have': variable('redis:6379') + serving('infra/redis', '[{ port: 6379 }]'),
};
