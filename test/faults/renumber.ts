import type { Manifest, SeededApp } from './fault';
import { running } from './reach';

/** Moves a workload's programs to another port in all that they are told and asked, so that nothing names the number before. */
export function renumber(app: SeededApp, workload: Manifest, from: number, to: number): void {
  const number = new RegExp(`(?<!\\d)${String(from)}(?!\\d)`, 'g');
  const moved = (value: unknown): unknown => (typeof value === 'string' ? value.replace(number, String(to)) : value);
  for (const container of running(workload)) {
    for (const key of ['command', 'args']) if (container[key]) container[key] = container[key].map(moved);
    for (const variable of container.env ?? []) variable.value = moved(variable.value);
    for (const probe of [container.readinessProbe, container.livenessProbe, container.startupProbe]) {
      for (const how of [probe?.httpGet, probe?.tcpSocket, probe?.grpc]) {
        if (how?.port === from) how.port = to;
      }
    }
  }
  for (const { kind, data } of app.manifests) {
    if (kind === 'ConfigMap') for (const key of Object.keys(data ?? {})) data[key] = moved(data[key]);
  }
}
