/**
 * Short hands for YAML documents, to be joined by `+`. Types are as in `apps/v1 Deployment`; places are `namespace/name`, or a
 * name in a namespace that is not known.
 */
export function object(type: string, at: string, rest = ''): string {
  const [apiVersion, kind] = type.split(' ');
  const [name, namespace] = at.split('/').reverse();
  const metadata = `{ name: ${name ?? ''}${namespace === undefined ? '' : `, namespace: ${namespace}`} }`;
  return `---\napiVersion: ${apiVersion ?? ''}\nkind: ${kind ?? ''}\nmetadata: ${metadata}\n${rest}\n`;
}

/** A Service with a spec, as in `service('shop/web', '{ selector: { app: web }, ports: [{ port: 80 }] }')`. */
export function service(at: string, spec: string): string {
  return object('v1 Service', at, `spec: ${spec}`);
}

const POD = '{ containers: [{ name: main, image: main:1.0 }] }';

/** A workload with a pod template: `workload('apps/v1 Deployment', 'shop/web', '{ app: web }')`. */
export function workload(type: string, at: string, labels: string, podSpec = POD): string {
  return object(type, at, `spec:\n  template: { metadata: { labels: ${labels} }, spec: ${oneLine(podSpec)} }`);
}

/** A CronJob with a pod template. */
export function cronJob(at: string, labels: string, podSpec = POD): string {
  const template = `{ metadata: { labels: ${labels} }, spec: ${oneLine(podSpec)} }`;
  return object('batch/v1 CronJob', at, `spec: { jobTemplate: { spec: { template: ${template} } } }`);
}

/** A Deployment whose pods have one container with these ports. */
export function deployment(at: string, labels: string, ports = '[]'): string {
  return workload('apps/v1 Deployment', at, labels, `{ containers: [{ name: main, image: main:1.0, ports: ${ports} }] }`);
}

function oneLine(yaml: string): string {
  return yaml.replace(/\n */g, ' ');
}

/** A NetworkPolicy with a spec: `networkPolicy('shop/web', '{ podSelector: { matchLabels: { app: web } }, ingress: [{}] }')`. */
export function networkPolicy(at: string, spec: string): string {
  return object('networking.k8s.io/v1 NetworkPolicy', at, `spec: ${spec}`);
}
