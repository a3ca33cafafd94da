import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// How traffic comes in from outside: node ports and load balancers.

/** Node ports on a developer's cluster, some given, some left to the cluster. */
export function kindCluster(): FaultApp {
  return {
    name: 'kind-cluster',
    target: { environment: 'development' },
    notes: ['node-port-static-band'],
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: web:dev-3
          imagePullPolicy: IfNotPresent
          ports: [{ name: http, containerPort: 5173 }, { name: debugger, containerPort: 9229 }]
          readinessProbe: { httpGet: { path: /, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  selector: { app: web }
  ports:
    - { name: http, port: 80, targetPort: http, nodePort: 30080 }
    - { name: debugger, port: 9229, targetPort: debugger, nodePort: 30229 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: mailpit, labels: { app: mailpit } }
spec:
  selector: { matchLabels: { app: mailpit } }
  template:
    metadata: { labels: { app: mailpit } }
    spec:
      containers:
        - name: mailpit
          image: axllent/mailpit:v1.18.6
          ports: [{ name: ui, containerPort: 8025 }, { name: smtp, containerPort: 1025 }]
          readinessProbe: { httpGet: { path: /readyz, port: ui } }
---
apiVersion: v1
kind: Service
metadata: { name: mailpit }
spec:
  type: NodePort
  selector: { app: mailpit }
  ports: [{ name: ui, port: 8025, targetPort: ui }, { name: smtp, port: 1025, targetPort: smtp }]
`),
  };
}

/** Load balancers as clouds want them: source ranges, health check port, classes, both address families. */
export function loadBalancers(): FaultApp {
  return {
    name: 'load-balancers',
    target: { environment: 'production' },
    notes: ['node-port-static-band'],
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: public, labels: { app: api } }
spec:
  replicas: 4
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      terminationGracePeriodSeconds: 60
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: api } } }
      containers:
        - name: api
          image: registry.example.com/api:8.1.0
          ports: [{ name: http, containerPort: 8080 }, { name: https, containerPort: 8443 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
          lifecycle: { preStop: { exec: { command: [sleep, "20"] } } }
---
apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: public
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-type: external
    service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
    service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  healthCheckNodePort: 30021
  ipFamilyPolicy: PreferDualStack
  ipFamilies: [IPv4, IPv6]
  loadBalancerSourceRanges: [203.0.113.0/24, 198.51.100.128/25, 2001:db8:a::/48]
  selector: { app: api }
  ports: [{ name: https, port: 443, targetPort: https, nodePort: 30022 }]
---
apiVersion: v1
kind: Service
metadata:
  name: api-internal
  namespace: public
  annotations: { networking.gke.io/load-balancer-type: Internal }
spec:
  type: LoadBalancer
  selector: { app: api }
  ports: [{ name: http, port: 80, targetPort: http }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: api, namespace: public }
spec: { minAvailable: 75%, selector: { matchLabels: { app: api } }, unhealthyPodEvictionPolicy: AlwaysAllow }
`),
  };
}
