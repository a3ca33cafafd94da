import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// Several workloads that share something: a Service, a namespace's defaults, a budget.

/** Two tracks behind one Service, each with a budget and an autoscaler of its own; one is looked at by a vertical autoscaler. */
export function tracksApart(): FaultApp {
  const version = (name: string, track: string, image: string, least: number): string => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: search, track: ${track} } }
  template:
    metadata: { labels: { app: search, track: ${track} } }
    spec:
      containers:
        - name: search
          image: ${image}
          ports: [{ containerPort: 9200 }]
          readinessProbe: { tcpSocket: { port: 9200 } }
          resources: { requests: { cpu: 500m } }
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: ${name} }
spec: { targetCPUUtilizationPercentage: 65, minReplicas: ${String(least)}, maxReplicas: 12, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name} }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: search, track: ${track} } } }`;
  return {
    name: 'tracks-apart',
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: search }
spec: { selector: { app: search }, ports: [{ port: 9200 }] }
${version('search', 'stable', 'registry.example.com/search:8.0.0', 3)}
${version('search-canary', 'canary', 'registry.example.com/search:8.1.0', 1)}
---
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: { name: search }
spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: search }, updatePolicy: { updateMode: "Off" } }
`),
  };
}

/** Requests that come from the namespace, a budget for all of its pods, and a share of them away in a rollout. */
export function namespaceOfDefaults(): FaultApp {
  return {
    name: 'namespace-of-defaults',
    manifests: readManifests(`
apiVersion: v1
kind: LimitRange
metadata: { name: defaults, namespace: labs }
spec: { limits: [{ type: Container, defaultRequest: { cpu: 100m, memory: 128Mi } }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: all, namespace: labs }
spec: { maxUnavailable: 1, selector: {} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: notebook, namespace: labs }
spec:
  replicas: 4
  strategy: { rollingUpdate: { maxUnavailable: 50%, maxSurge: 0 } }
  selector: { matchLabels: { app: notebook } }
  template:
    metadata: { labels: { app: notebook } }
    spec:
      containers:
        - name: notebook
          image: registry.example.com/notebook:6.5.7
          ports: [{ name: http, containerPort: 8888 }]
          readinessProbe: { httpGet: { path: /api, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: notebook, namespace: labs }
spec: { selector: { app: notebook }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kernels, namespace: labs }
spec:
  serviceName: kernels
  selector: { matchLabels: { app: kernels } }
  template:
    metadata: { labels: { app: kernels } }
    spec:
      containers:
        - name: kernel
          image: registry.example.com/kernel:6.5.7
          ports: [{ name: zmq, containerPort: 5555 }]
          readinessProbe: { tcpSocket: { port: zmq } }
---
apiVersion: v1
kind: Service
metadata: { name: kernels, namespace: labs }
spec: { clusterIP: None, selector: { app: kernels }, ports: [{ name: zmq, port: 5555 }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: kernels, namespace: labs }
spec: { maxReplicas: 8, minReplicas: 2, scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: kernels } }
`),
  };
}
