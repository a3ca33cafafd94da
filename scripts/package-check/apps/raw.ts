// An app without patterns, whose Service selects nothing: the plugin of the cdk8s CLI must say so.
import { ApiObject, App, Chart } from 'cdk8s';

const app = new App();
const chart = new Chart(app, 'raw');
const container = { name: 'web', image: 'ghcr.io/acme/web:2.0.1', ports: [{ containerPort: 3000 }], readinessProbe: { tcpSocket: { port: 3000 } } };
new ApiObject(chart, 'pods', {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } } },
});
new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'wbe' }, ports: [{ port: 80, targetPort: 3000 }] } });
app.synth();
