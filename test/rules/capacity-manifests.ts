import { object, service } from './yaml';

/** What a case says of pods beside the usual: a Deployment of two pods labelled `app: web`. */
export interface WebPods {
  readonly type?: string;
  readonly at?: string;
  readonly labels?: string;
  /** What stands in the spec of the workload, such as `replicas: 3`. */
  readonly spec?: string;
  /** What stands in the spec of the pods beside their containers. */
  readonly podSpec?: string;
  readonly containers?: string;
}

/** A workload of pods. */
export function pods({ type = 'apps/v1 Deployment', at = 'shop/web', labels = '{ app: web }', spec = 'replicas: 2', podSpec = '', containers = '[{ name: web, image: web:1.0 }]' }: WebPods = {}): string {
  const inner = `{ containers: ${containers}${podSpec === '' ? '' : `, ${podSpec}`} }`;
  return object(type, at, `spec: { ${spec === '' ? '' : `${spec}, `}template: { metadata: { labels: ${labels} }, spec: ${inner} } }`);
}

/** The Service before them. */
export function serving(at = 'shop/web', selector = '{ app: web }'): string {
  return service(at, `{ selector: ${selector}, ports: [{ port: 80 }] }`);
}

/** A HorizontalPodAutoscaler with this in its spec, of `Deployment web` unless another target is given. */
export function autoscaler(spec = 'maxReplicas: 9', at = 'shop/web', target = '{ apiVersion: apps/v1, kind: Deployment, name: web }'): string {
  return object('autoscaling/v2 HorizontalPodAutoscaler', at, `spec: { scaleTargetRef: ${target}, ${spec} }`);
}

/** KEDA's kind of autoscaler. */
export function scaledObject(spec = 'triggers: []', at = 'shop/web', target = '{ name: web }'): string {
  return object('keda.sh/v1alpha1 ScaledObject', at, `spec: { scaleTargetRef: ${target}, ${spec} }`);
}

/** A PodDisruptionBudget for pods labelled `app: web`, unless another selector is given. */
export function budget(spec: string, at = 'shop/web', selector = '{ matchLabels: { app: web } }'): string {
  const limit = spec === '' ? '' : `${spec}, `;
  return object('policy/v1 PodDisruptionBudget', at, `spec: { ${limit}selector: ${selector} }`);
}
