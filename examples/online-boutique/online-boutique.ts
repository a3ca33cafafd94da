import { Chart, Duration } from 'cdk8s';
import { ServiceType, Volume } from 'cdk8s-plus-28';
import { AllowFrom, HealthCheck, InternalBackend, Rules, Worker } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';
import { grpcBackend } from './grpc-backend';
import { program, user1000 } from './program';
import { resources, SMALL } from './resources';

/** The Online Boutique: a shop of eleven programs and a cache, and who calls whom. */
export class OnlineBoutique extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const ads = grpcBackend(this, 'adservice', {
      port: 9555,
      health: { initialDelay: Duration.seconds(20), period: Duration.seconds(15) },
      resources: { cpu: [200, 300], memory: [180, 300] },
    });
    const catalog = grpcBackend(this, 'productcatalogservice', { port: 3550, env: UNPROFILED });
    const currency = grpcBackend(this, 'currencyservice', { port: 7000, env: UNPROFILED });
    const payment = grpcBackend(this, 'paymentservice', { port: 50051, env: UNPROFILED });
    const shipping = grpcBackend(this, 'shippingservice', { port: 50051, env: UNPROFILED, health: OFTEN });
    const email = grpcBackend(this, 'emailservice', { port: 5000, targetPort: 8080, env: UNPROFILED, health: OFTEN });
    const cart = grpcBackend(this, 'cartservice', {
      port: 7070,
      health: { initialDelay: Duration.seconds(15) },
      resources: { cpu: [200, 300], memory: [64, 128] },
    });
    const recommendations = grpcBackend(this, 'recommendationservice', {
      port: 8080,
      env: UNPROFILED,
      health: OFTEN,
      resources: { cpu: [100, 200], memory: [220, 450] },
    });
    const checkout = grpcBackend(this, 'checkoutservice', { port: 5050 });
    const frontend = this.frontend();
    const customers = this.customers();

    // Who calls whom, and what each program calls the other in its environment.
    cart.connectTo(this.cache(), { prefix: 'REDIS' });
    recommendations.connectTo(catalog, { prefix: 'PRODUCT_CATALOG_SERVICE' });
    checkout.connectTo(catalog, { prefix: 'PRODUCT_CATALOG_SERVICE' });
    checkout.connectTo(shipping, { prefix: 'SHIPPING_SERVICE' });
    checkout.connectTo(payment, { prefix: 'PAYMENT_SERVICE' });
    checkout.connectTo(email, { prefix: 'EMAIL_SERVICE' });
    checkout.connectTo(currency, { prefix: 'CURRENCY_SERVICE' });
    checkout.connectTo(cart, { prefix: 'CART_SERVICE' });
    frontend.connectTo(catalog, { prefix: 'PRODUCT_CATALOG_SERVICE' });
    frontend.connectTo(currency, { prefix: 'CURRENCY_SERVICE' });
    frontend.connectTo(cart, { prefix: 'CART_SERVICE' });
    frontend.connectTo(recommendations, { prefix: 'RECOMMENDATION_SERVICE' });
    frontend.connectTo(shipping, { prefix: 'SHIPPING_SERVICE' });
    frontend.connectTo(checkout, { prefix: 'CHECKOUT_SERVICE' });
    frontend.connectTo(ads, { prefix: 'AD_SERVICE' });
    customers.connectTo(frontend);

    Rules.acknowledge(this, 'grpc-needs-balancing', 'the shop\'s ten customers are served well by one pod of each backend; a mesh would balance more');
  }

  /** Keeps the carts, in memory and in one pod: a second one would not know of the first one's carts. */
  private cache(): InternalBackend {
    return new InternalBackend(this, 'redis-cart', {
      image: 'redis:alpine',
      ports: [{ name: 'tcp-redis', port: 6379 }],
      singleton: true,
      allowFrom: AllowFrom.connected(),
      health: HealthCheck.tcp(OFTEN),
      liveness: HealthCheck.tcp(),
      security: user1000,
      volumes: [{ path: '/data', volume: Volume.fromEmptyDir(this, 'redis-data', 'redis-data') }],
      resources: resources({ cpu: [70, 125], memory: [200, 256] }),
    });
  }

  private frontend(): InternalBackend {
    const targetPort = 8080;
    const frontend = new InternalBackend(this, 'frontend', {
      ...program(this, 'frontend'),
      port: 80,
      targetPort,
      // The assistant is not part of this shop, but the frontend does not start before it is told of one.
      env: { PORT: String(targetPort), ENABLE_PROFILER: '0', SHOPPING_ASSISTANT_SERVICE_ADDR: 'none' },
      allowFrom: AllowFrom.connected(),
      // A session of its own, or each check would begin a new one. No liveness: this is the one path that answers without
      // calling a backend, and what health asks already must not restart the pod.
      health: HealthCheck.http('/_healthz', {
        initialDelay: Duration.seconds(10),
        headers: { Cookie: 'shop_session-id=x-readiness-probe' },
      }),
      resources: resources(SMALL),
      // Under Istio the sidecar asks in the kubelet's place, whom mutual TLS would refuse.
      podAnnotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' },
    });
    frontend.addService('frontend-external', { type: ServiceType.LOAD_BALANCER });
    return frontend;
  }

  /** Ten customers who never tire, once the shop has opened. */
  private customers(): Worker {
    return new Worker(this, 'loadgenerator', {
      ...program(this, 'loadgenerator'),
      replicas: 1,
      env: { USERS: '10', RATE: '1' },
      initContainers: [
        {
          name: 'frontend-check',
          image: 'busybox:1.38.0@sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d',
          command: ['/bin/sh', '-c', WAIT_FOR_FRONTEND],
          resources: resources(SMALL),
        },
      ],
      resources: resources({ cpu: [300, 500], memory: [256, 512] }),
    });
  }
}

/** Cloud Profiler is there on Google Cloud only. */
const UNPROFILED = { DISABLE_PROFILER: '1' };

const OFTEN = { period: Duration.seconds(5) };

/** Asks a dozen times, then fails; Kubernetes restarts it, and it asks again. */
const WAIT_FOR_FRONTEND = `
for attempt in $(seq 12); do
  wget -q -T 5 -O /dev/null "http://$FRONTEND_ADDR" && exit 0
  echo "attempt $attempt: no page from $FRONTEND_ADDR yet"
  sleep 10
done
exit 1
`.trim();
