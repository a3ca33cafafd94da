// An app as a user writes it, which must compile under every resolution of modules, and run under each runtime.
import { Chart } from 'cdk8s';
import { HealthCheck, InternalBackend, LinkedApp, PublicLoadBalancedApp } from 'cdk8s-service-patterns';
import { type Finding, formatText, type JsonObject, link } from 'cdk8s-service-patterns/linker';

const app = new LinkedApp();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const orders = new InternalBackend(chart, 'orders', { image: 'ghcr.io/acme/orders:1.4.2', port: 80, targetPort: 8080, health: HealthCheck.http('/healthz') });
new PublicLoadBalancedApp(chart, 'web', { image: 'ghcr.io/acme/web:2.0.1', port: 80, targetPort: 3000, connectsTo: [orders] });

const manifests = chart.toJson() as JsonObject[];
const findings: readonly Finding[] = link({ objects: manifests.map((manifest) => ({ manifest })) }).findings;
if (findings.length > 0) throw new Error(formatText(findings));

app.synth();
