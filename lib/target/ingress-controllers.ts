/** The controllers of Ingresses whose ways are known here. */
export type IngressControllerName = 'ingress-nginx' | 'traefik' | 'aws-load-balancer' | 'gke' | 'other';

type Annotations = Readonly<Record<string, string>>;

/** How a controller is told what its Ingresses are to do, and where its traffic comes from. */
export interface IngressControllerTable {
  readonly title: string;
  /** The classes that its own installation gives it. */
  readonly classes: readonly string[];
  /** The namespace that its own installation puts its pods into; absent: a load balancer outside the cluster sends to pods itself. */
  readonly namespace?: string;
  /** Whether it is told its class by the annotation that came before `ingressClassName`. */
  readonly classByAnnotation?: boolean;
  /** Whether certificates come from Secrets. */
  readonly tlsSecrets: boolean;
  /** What it must be told to reach pods behind a ClusterIP Service, on the Ingress and on the Service. */
  readonly annotations: Annotations;
  readonly serviceAnnotations: Annotations;
  /** What tells it that pods speak TLS, or gRPC; absent: it cannot be told, or nobody knows how. */
  readonly https?: BackendProtocol;
  readonly grpc?: BackendProtocol;
}

/** Annotations of the Ingress, and of the Service, for a port that does not speak plain HTTP. */
export interface BackendProtocol {
  readonly annotations: Annotations;
  serviceAnnotations?(portName: string): Annotations;
}

const NGINX = 'nginx.ingress.kubernetes.io';
const ALB = 'alb.ingress.kubernetes.io';

/** Each by what its own documentation says. */
export const ingressControllers: Readonly<Record<Exclude<IngressControllerName, 'other'>, IngressControllerTable>> = {
  // https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
  'ingress-nginx': {
    title: 'ingress-nginx',
    classes: ['nginx'],
    namespace: 'ingress-nginx',
    tlsSecrets: true,
    annotations: {},
    serviceAnnotations: {},
    https: { annotations: { [`${NGINX}/backend-protocol`]: 'HTTPS' } },
    grpc: { annotations: { [`${NGINX}/backend-protocol`]: 'GRPC' } },
  },
  // https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
  traefik: {
    title: 'Traefik',
    classes: ['traefik'],
    namespace: 'traefik',
    tlsSecrets: true,
    annotations: {},
    serviceAnnotations: {},
    https: { annotations: {}, serviceAnnotations: () => ({ 'traefik.ingress.kubernetes.io/service.serversscheme': 'https' }) },
    grpc: { annotations: {}, serviceAnnotations: () => ({ 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' }) },
  },
  // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
  'aws-load-balancer': {
    title: 'the AWS Load Balancer Controller',
    classes: ['alb'],
    tlsSecrets: false,
    // It sends to nodes where nobody says otherwise, which needs node ports, and keeps to the private network.
    annotations: { [`${ALB}/target-type`]: 'ip', [`${ALB}/scheme`]: 'internet-facing' },
    serviceAnnotations: {},
    https: { annotations: { [`${ALB}/backend-protocol`]: 'HTTPS' } },
    grpc: { annotations: { [`${ALB}/backend-protocol-version`]: 'GRPC' } },
  },
  // https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration
  gke: {
    title: 'GKE Ingress',
    classes: ['gce', 'gce-internal'],
    classByAnnotation: true,
    tlsSecrets: true,
    annotations: {},
    // Without it, it sends to nodes, which needs node ports.
    serviceAnnotations: { 'cloud.google.com/neg': '{"ingress":true}' },
    https: { annotations: {}, serviceAnnotations: (port) => ({ 'cloud.google.com/app-protocols': JSON.stringify({ [port]: 'HTTPS' }) }) },
  },
};

/** The controller of a class, as its own installation names it. */
export function controllerOfClass(className: string): IngressControllerName | undefined {
  const found = Object.entries(ingressControllers).find(([, { classes }]) => classes.includes(className));
  return found?.[0] as IngressControllerName | undefined;
}
