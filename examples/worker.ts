// Choose Worker for what connects out and is never reached, such as a consumer of a queue or a prober: it has no Service, and
// its network policy admits nobody.
import { Chart } from 'cdk8s';
import { ConfigMap, Volume } from 'cdk8s-plus-28';
import { LinkedApp, SecurityProfile, Worker } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

const SCRIPT = `import http from 'k6/http';
import { sleep } from 'k6';

export default function () {
  http.get(__ENV.SHOP_URL);
  sleep(1);
}
`;

export class WorkerExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });
    const scripts = new ConfigMap(this, 'scripts', { metadata: { name: 'prober' }, data: { 'visit.js': SCRIPT } });

    new Worker(this, 'prober', {
      image: 'grafana/k6:1.0.0',
      args: ['run', '--vus', '1', '--duration', '8760h', '/scripts/visit.js'],
      env: { SHOP_URL: 'http://podinfo.shop.svc' },
      volumes: [{ path: '/scripts', volume: Volume.fromConfigMap(this, 'mounted-scripts', scripts), readOnly: true }],
      replicas: 1,
      // The image names its user, `k6`; under "restricted" Kubernetes wants the number.
      security: SecurityProfile.restricted({ user: 12345 }),
    });
  }
}

if (require.main === module) {
  const app = new LinkedApp();
  new WorkerExample(app, 'worker');
  app.synth();
}
