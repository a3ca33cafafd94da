import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// Load balancers of one cloud each, in the words of that cloud.

/** A workload of two pods that listens on 8443. */
function workload(name: string): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: edge, labels: { app: ${name} } }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: registry.example.com/${name}:2.4.1
          ports: [{ name: https, containerPort: 8443 }]
          readinessProbe: { tcpSocket: { port: https } }
`;
}

/** Its load balancer. */
function balancer(name: string, annotations: string, more = ''): string {
  return `---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: edge
  annotations:${annotations.replace(/^\s*/gm, '\n    ').trimEnd()}
spec:
  type: LoadBalancer${more}
  selector: { app: ${name} }
  ports: [{ name: https, port: 443, targetPort: https }]
`;
}

function app(name: string, target: FaultApp['target'], ...documents: string[]): FaultApp {
  return { name, target: { environment: 'production', ...target }, manifests: readManifests(documents.join('')) };
}

/** Network Load Balancers that lead to pods, one for the internet and one for the private network. */
export function eksCluster(): FaultApp {
  return app(
    'eks-cluster',
    { provider: 'eks' },
    workload('shop'),
    balancer(
      'shop',
      `service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
      service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
      service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol: http
      service.beta.kubernetes.io/aws-load-balancer-healthcheck-path: /healthz
      service.beta.kubernetes.io/aws-load-balancer-attributes: load_balancing.cross_zone.enabled=true`,
      '\n  loadBalancerClass: service.k8s.aws/nlb\n  allocateLoadBalancerNodePorts: false',
    ),
    workload('ledger'),
    balancer(
      'ledger',
      `service.beta.kubernetes.io/aws-load-balancer-type: external
      service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: instance
      service.beta.kubernetes.io/aws-load-balancer-scheme: internal`,
    ),
  );
}

/** The same as charts have it who know of no target: one of GKE, one of AKS, one of DigitalOcean, one of MetalLB. */
export function cloudsUnsaid(): FaultApp {
  return app(
    'clouds-unsaid',
    {},
    workload('maps'),
    balancer('maps', 'networking.gke.io/load-balancer-type: Internal'),
    workload('mail'),
    balancer(
      'mail',
      `service.beta.kubernetes.io/azure-load-balancer-internal: "true"
      service.beta.kubernetes.io/azure-load-balancer-internal-subnet: apps
      service.beta.kubernetes.io/port_443_health-probe_protocol: tcp`,
    ),
    workload('docs'),
    balancer(
      'docs',
      `service.beta.kubernetes.io/do-loadbalancer-protocol: http
      service.beta.kubernetes.io/do-loadbalancer-tls-ports: "443"
      service.beta.kubernetes.io/do-loadbalancer-certificate-id: 6f0e4b8e-0000-4000-8000-1d1f8e5c2a4b`,
    ),
    workload('files'),
    balancer('files', 'metallb.io/address-pool: private', '\n  externalTrafficPolicy: Cluster'),
  );
}
