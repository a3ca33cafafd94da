import { Chart } from 'cdk8s';
import { ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { AllowFrom, Balancing, Egress, Environment, HealthCheck, InternalBackend, PublicLoadBalancedApp, Scaling, ScalingMetric, Worker } from '../../../lib';
import type { FaultApp } from '../fault';
import { rendered } from '../rendered';

// What our patterns make that are scaled, tried as canaries, and joined by others.

/** A shop that scales by CPU, by memory of one container and by the length of a queue. */
export function scaledPatterns(): FaultApp {
  return rendered('scaled-patterns', Scaled, { environment: Environment.PRODUCTION });
}

class Scaled extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'tickets' });

    const seats = new InternalBackend(this, 'seats', {
      image: 'ghcr.io/acme/seats:4.0.2',
      ports: [{ name: 'grpc', port: 9000 }],
      health: HealthCheck.grpc(),
      balancing: Balancing.CLIENT,
      scaling: Scaling.metrics({ min: 3, max: 12, metrics: [ScalingMetric.memory(80, { container: 'seats' }), ScalingMetric.pods('open_streams', 500)] }),
      sidecars: [{ name: 'metrics', image: 'ghcr.io/acme/metrics:1.1.0' }],
    });
    new PublicLoadBalancedApp(this, 'checkout', {
      image: 'ghcr.io/acme/checkout:7.3.0',
      port: 443,
      targetPort: 8443,
      health: HealthCheck.tcp(),
      scaling: Scaling.cpu({ min: 4, max: 40, target: 60 }),
      connectsTo: [seats],
    });
    new Worker(this, 'receipts', { image: 'ghcr.io/acme/receipts:1.8.1', scaling: Scaling.metrics({ min: 1, max: 8, metrics: [ScalingMetric.external('receipts_due', 20)] }) });
  }
}

/** Two canaries of one pattern, one of them of several pods, whose connections are let out by declaration. */
export function canariesOfPatterns(): FaultApp {
  return rendered('canaries-of-patterns', Canaries, { environment: Environment.PRODUCTION });
}

class Canaries extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'news' });

    const articles = new InternalBackend(this, 'articles', { image: 'ghcr.io/acme/articles:3.3.0', port: 80, targetPort: 8080, health: HealthCheck.http('/up'), allowFrom: AllowFrom.connected() });
    const front = new PublicLoadBalancedApp(this, 'front', {
      image: 'ghcr.io/acme/front:9.1.0',
      ports: [{ name: 'http', port: 80, targetPort: 3000 }],
      health: HealthCheck.http('/up'),
      scaling: Scaling.cpu({ min: 6, max: 20 }),
      egress: Egress.DECLARED,
    });
    front.canary({ image: 'ghcr.io/acme/front:9.2.0' });
    front.canary({ name: 'night', replicas: 2, env: { THEME: 'night' } });
    front.connectTo(articles);
    front.addService('front-internal', { type: ServiceType.CLUSTER_IP });
  }
}

/** A rewrite that takes a share of the traffic of what it is to replace. */
export function joinedPatterns(): FaultApp {
  return rendered('joined-patterns', Joined, { environment: Environment.PRODUCTION });
}

class Joined extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'billing' });

    const invoices = new InternalBackend(this, 'invoices', { image: 'ghcr.io/acme/invoices:2.14.0', port: 80, targetPort: 8080, replicas: 5, health: HealthCheck.http('/health') });
    const rewrite = new InternalBackend(this, 'invoices-rewrite', {
      image: 'ghcr.io/acme/invoices-rewrite:0.3.0',
      ports: [{ name: 'http', port: 8080 }, { name: 'metrics', port: 9102 }],
      health: HealthCheck.http('/ready'),
      alsoServes: invoices,
    });
    new Worker(this, 'reminder', { image: 'ghcr.io/acme/reminder:1.0.4', egress: Egress.DECLARED, connectsTo: [invoices, rewrite.port('metrics')] });
  }
}
