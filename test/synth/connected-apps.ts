import { type App, Chart } from 'cdk8s';
import { AllowFrom, HealthCheck, InternalBackend } from '../../lib';

/** Apps that admit declared clients alone, and connect to two others each, in circles. */
export function connectApps<T extends App>(app: T, apps: number, perChart: number): T {
  const made: InternalBackend[] = [];
  let chart: Chart | undefined;
  for (let index = 0; index < apps; index += 1) {
    if (!chart || index % perChart === 0) chart = new Chart(app, `chart-${String(index)}`, { namespace: 'shop' });
    const props = { image: `ghcr.io/acme/app-${String(index)}:1.0.0`, port: 80, targetPort: 8080, health: HealthCheck.http('/healthz'), allowFrom: AllowFrom.connected() };
    made.push(new InternalBackend(chart, `app-${String(index)}`, props));
  }
  for (const [index, client] of made.entries()) for (const step of [1, 7]) client.connectTo(made[(index + step) % apps]!);
  return app;
}
