import { Chart, Testing } from 'cdk8s';
import { AllowFrom, Egress, HealthCheck, InternalBackend, PublicHttpApp, PublicLoadBalancedApp, Route, Worker } from '../../lib';

/** A shop: web is public, orders admits web and the mailer, each at a port of its own; db admits orders alone, and the mailer may reach nothing but orders. */
export class Shop extends Chart {
  readonly db = new InternalBackend(this, 'db', { image: 'postgres:17.2', port: 5432, allowFrom: AllowFrom.connected() });
  readonly orders = new InternalBackend(this, 'orders', {
    image: 'ghcr.io/acme/orders:1.4.2',
    ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'grpc', port: 9000 }],
    health: HealthCheck.http('/healthz'),
    allowFrom: AllowFrom.connected(),
    connectsTo: [this.db],
  });
  readonly web = new PublicLoadBalancedApp(this, 'web', {
    image: 'ghcr.io/acme/web:2.0.1',
    port: 80,
    targetPort: 3000,
    connectsTo: [this.orders.port('http')],
  });
  readonly mailer = new Worker(this, 'mailer', { image: 'ghcr.io/acme/mailer:3.1.0', egress: Egress.DECLARED, connectsTo: [this.orders.port('grpc')] });
  readonly site = new PublicHttpApp(this, 'site', {
    image: 'ghcr.io/acme/site:1.0.0',
    port: 80,
    targetPort: 8080,
    route: Route.ingress({ host: `${this.namespace ?? ''}.example.com` }),
  });

  constructor(scope = Testing.app(), id = 'shop', namespace = 'shop') {
    super(scope, id, { namespace });
  }
}

/** The message by which an assertion fails, without what the runner puts around it. */
export function failureOf(assertion: () => unknown): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the assertion did not fail');
}
