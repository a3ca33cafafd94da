// Choose Scaling where load comes and goes: an autoscaler adds pods when they are busy, and takes them away when they have
// been idle for a while. Where the app runs already with `replicas`, read docs/scaling-and-canaries.md first.
import { Chart, Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { HealthCheck, InternalBackend, LinkedApp, Scaling, ScalingMetric, SecurityProfile, Worker } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

export class AutoscaledAppExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    const podinfo = new InternalBackend(this, 'podinfo', {
      image: 'ghcr.io/stefanprodan/podinfo:6.7.1',
      port: 80,
      targetPort: 9898,
      health: HealthCheck.http('/readyz'),
      // Per cent of what each pod requests: 70 of 250m is 175m.
      resources: { cpu: { request: Cpu.millis(250) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) } },
      scaling: Scaling.cpu({ min: 2, max: 10, target: 70 }),
      security: SecurityProfile.restricted({ user: 100 }),
    });

    new Worker(this, 'mailer', {
      image: 'ghcr.io/acme/mailer:3.1.0',
      connectsTo: [podinfo],
      // 30 mails in the queue are enough for one pod; a metrics adapter tells how long the queue is.
      scaling: Scaling.metrics({ min: 1, max: 20, scaleDownAfter: Duration.minutes(10), metrics: [ScalingMetric.external('queue_length', 30)] }),
    });
  }
}

if (require.main === module) {
  const app = new LinkedApp();
  new AutoscaledAppExample(app, 'autoscaled-app');
  app.synth();
}
