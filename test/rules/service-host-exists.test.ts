import { serviceHostExists } from '../../lib/rules/service-host-exists';
import { ruleTester } from './rule-tester';
import { ENV_OF_OTHERS, HEADLESS, HEALTHY, REFUSED, ORDERS, OTHERS, OUTSIDE, pair, serving, settings, told, variable } from './service-host-exists-cases';
import { deployment } from './yaml';

ruleTester(serviceHostExists, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
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
      name: 'a megabyte of nothing', refused: true,
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
      findings: [{ message: 'missing', severity: 'warning', problem: 'Host "ledger" stands for a Service "ledger", which no manifest has' }],
      fixed: told(`env: [${ENV_OF_OTHERS}, { name: LEDGER_ADDR, value: "ledger:8080" }]`, 'web') + serving('cart') + serving('stock') + serving('ledger', '[{ port: 8080 }]'),
    },
  ],
});
