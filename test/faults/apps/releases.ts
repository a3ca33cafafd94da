import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// How a new version comes: colours, canaries, Rollouts, jobs that migrate; and the older kinds of workload.

/** Two colours: one is live, the other has a Service for those who try it. */
export function blueGreen(): FaultApp {
  const colour = (name: string, tag: string): string => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: checkout-${name}, namespace: shop, labels: { app: checkout, color: ${name} } }
spec:
  replicas: 3
  selector: { matchLabels: { app: checkout, color: ${name} } }
  template:
    metadata: { labels: { app: checkout, color: ${name} } }
    spec:
      containers:
        - name: checkout
          image: registry.example.com/checkout:${tag}
          ports: [{ name: http, containerPort: 3000 }]
          readinessProbe: { httpGet: { path: /healthz, port: http } }`;
  return {
    name: 'blue-green',
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: checkout, namespace: shop }
spec: { selector: { app: checkout, color: blue }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: checkout-preview, namespace: shop }
spec: { selector: { app: checkout, color: green }, ports: [{ name: http, port: 80, targetPort: http }] }
${colour('blue', '1.18.0')}
${colour('green', '1.19.0')}
`),
  };
}

/** A canary: few pods of the next version share the Service with many of this one. */
export function canary(): FaultApp {
  const track = (name: string, track: string, replicas: number, tag: string): string => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop, labels: { app: search, track: ${track} } }
spec:
  replicas: ${String(replicas)}
  selector: { matchLabels: { app: search, track: ${track} } }
  template:
    metadata: { labels: { app: search, track: ${track} } }
    spec:
      containers:
        - name: search
          image: registry.example.com/search:${tag}
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }`;
  return {
    name: 'canary-by-hand',
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: search, namespace: shop }
spec: { selector: { app: search }, ports: [{ port: 80, targetPort: http }] }
${track('search', 'stable', 9, '5.2.0')}
${track('search-canary', 'canary', 1, '5.3.0-rc.1')}
`),
  };
}

/** An Argo Rollout: a custom kind that runs pods, with an autoscaler on it. */
export function argoRollout(): FaultApp {
  return {
    name: 'argo-rollout',
    manifests: readManifests(`
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: cart, namespace: shop }
spec:
  revisionHistoryLimit: 2
  selector: { matchLabels: { app: cart } }
  strategy:
    canary:
      stableService: cart-stable
      canaryService: cart-canary
      trafficRouting: { nginx: { stableIngress: cart } }
      steps: [{ setWeight: 20 }, { pause: { duration: 10m } }, { setWeight: 60 }, { pause: {} }]
  template:
    metadata: { labels: { app: cart } }
    spec:
      containers:
        - name: cart
          image: registry.example.com/cart:2.11.0
          ports: [{ name: http, containerPort: 8080, protocol: TCP }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
          resources: { requests: { cpu: 200m, memory: 256Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: cart-stable, namespace: shop }
spec: { selector: { app: cart }, ports: [{ port: 80, targetPort: http, protocol: TCP, name: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: cart-canary, namespace: shop }
spec: { selector: { app: cart }, ports: [{ port: 80, targetPort: http, protocol: TCP, name: http }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: cart, namespace: shop }
spec:
  ingressClassName: nginx
  rules:
    - host: cart.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: cart-stable, port: { name: http } } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: cart, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: cart }
  minReplicas: 2
  maxReplicas: 10
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
`),
  };
}

/** Jobs and a CronJob beside the app: they share its name, and no Service sends them traffic. */
export function batchBeside(): FaultApp {
  return {
    name: 'batch-beside',
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: billing-web, namespace: billing, labels: { app: billing, component: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: billing, component: web } }
  template:
    metadata: { labels: { app: billing, component: web } }
    spec:
      containers:
        - name: web
          image: registry.example.com/billing:2024.06.1
          envFrom: [{ configMapRef: { name: billing-env } }, { secretRef: { name: billing-secrets } }]
          ports: [{ name: web, containerPort: 5000 }]
          readinessProbe: { httpGet: { path: /up, port: web } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: billing-env, namespace: billing }
data: { RAILS_ENV: production, REDIS_URL: "redis://billing-redis:6379/0" }
---
apiVersion: v1
kind: Service
metadata: { name: billing, namespace: billing }
spec: { selector: { app: billing, component: web }, ports: [{ name: http, port: 80, targetPort: web }] }
---
apiVersion: v1
kind: Service
metadata: { name: billing-redis, namespace: billing }
spec: { selector: { app: billing, component: redis }, ports: [{ name: redis, port: 6379, targetPort: redis }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: billing-redis, namespace: billing }
spec:
  replicas: 1
  selector: { matchLabels: { app: billing, component: redis } }
  template:
    metadata: { labels: { app: billing, component: redis } }
    spec:
      containers:
        - { name: redis, image: "redis:7.2.5-alpine", ports: [{ name: redis, containerPort: 6379 }], readinessProbe: { tcpSocket: { port: redis } } }
---
apiVersion: batch/v1
kind: Job
metadata: { name: billing-migrate, namespace: billing, annotations: { helm.sh/hook: "pre-install,pre-upgrade" } }
spec:
  backoffLimit: 1
  ttlSecondsAfterFinished: 600
  template:
    metadata: { labels: { app: billing, component: migrate } }
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: registry.example.com/billing:2024.06.1
          command: [bundle, exec, rails, db:migrate]
          envFrom: [{ configMapRef: { name: billing-env } }, { secretRef: { name: billing-secrets } }]
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: billing-invoices, namespace: billing }
spec:
  schedule: "0 4 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        metadata: { labels: { app: billing, component: invoices } }
        spec:
          restartPolicy: OnFailure
          containers:
            - name: invoices
              image: registry.example.com/billing:2024.06.1
              args: [bundle, exec, rake, invoices]
              envFrom: [{ configMapRef: { name: billing-env } }]
`),
  };
}

/** A bare Pod, a ReplicaSet and a ReplicationController, each behind a Service. */
export function olderKinds(): FaultApp {
  return {
    name: 'older-kinds',
    manifests: readManifests(`
apiVersion: v1
kind: Pod
metadata: { name: toolbox, namespace: default, labels: { run: toolbox } }
spec:
  containers:
    - { name: toolbox, image: "nginx:1.27.0", ports: [{ containerPort: 80, protocol: TCP }], readinessProbe: { httpGet: { path: /, port: 80 } } }
---
apiVersion: v1
kind: Service
metadata: { name: toolbox, namespace: default, labels: { run: toolbox } }
spec: { ports: [{ port: 80, protocol: TCP }], selector: { run: toolbox } }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: quotes, namespace: default }
spec:
  replicas: 2
  selector: { matchLabels: { name: quotes }, matchExpressions: [{ key: tier, operator: In, values: [web] }] }
  template:
    metadata: { labels: { name: quotes, tier: web } }
    spec:
      containers:
        - name: quotes
          image: datawire/quote:0.5.0
          ports: [{ name: http, containerPort: 8080 }, { name: admin, containerPort: 8081 }]
          readinessProbe: { httpGet: { path: /health, port: 8080 } }
---
apiVersion: v1
kind: Service
metadata: { name: quotes, namespace: default }
spec:
  selector: { name: quotes, tier: web }
  ports: [{ name: http, port: 80, targetPort: http }, { name: admin, port: 8081, targetPort: admin }]
---
apiVersion: v1
kind: ReplicationController
metadata: { name: relay, namespace: default }
spec:
  replicas: 2
  selector: { name: relay }
  template:
    metadata: { labels: { name: relay } }
    spec:
      containers:
        - { name: relay, image: "alpine/socat:1.8.0.0", args: [TCP-LISTEN:7000], ports: [{ containerPort: 7000 }], readinessProbe: { tcpSocket: { port: 7000 } } }
---
apiVersion: v1
kind: Service
metadata: { name: relay, namespace: default }
spec: { selector: { name: relay }, ports: [{ port: 7000 }] }
`),
  };
}
