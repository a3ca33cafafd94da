import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// Capacity in every form: autoscalers of three sorts, budgets by number and by share, rollouts, spread, a quorum.

/** Autoscaled by memory and CPU with a sidecar that requests its share, under a budget, spread over zones and nodes. */
export function autoscaledStorefront(): FaultApp {
  return {
    name: 'autoscaled-storefront',
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: storefront, namespace: retail, labels: { app.kubernetes.io/name: storefront } }
spec:
  strategy: { rollingUpdate: { maxUnavailable: 25%, maxSurge: 25% } }
  selector: { matchLabels: { app.kubernetes.io/name: storefront } }
  template:
    metadata: { labels: { app.kubernetes.io/name: storefront, app.kubernetes.io/part-of: retail } }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app.kubernetes.io/name: storefront } }
        - maxSkew: 2
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchExpressions: [{ key: app.kubernetes.io/part-of, operator: In, values: [retail] }] }
      containers:
        - name: storefront
          image: registry.example.com/storefront:12.1.0
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
          resources: { requests: { cpu: 250m, memory: 512Mi }, limits: { memory: 512Mi } }
        - name: log-shipper
          image: registry.example.com/log-shipper:3.2.2
          resources: { limits: { cpu: 50m, memory: 64Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: storefront, namespace: retail }
spec: { selector: { app.kubernetes.io/name: storefront }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: storefront, namespace: retail }
spec:
  scaleTargetRef: { apiVersion: apps/v1beta2, kind: Deployment, name: storefront }
  minReplicas: 4
  maxReplicas: 40
  metrics:
    - { type: Resource, resource: { name: memory, target: { type: Utilization, averageUtilization: 75 } } }
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
  behavior: { scaleDown: { stabilizationWindowSeconds: 600 } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: storefront, namespace: retail }
spec: { minAvailable: 75%, selector: { matchLabels: { app.kubernetes.io/name: storefront } } }
`),
  };
}

/** Consumers of a queue that KEDA scales from nothing, and their coordinator, which is one pod. */
export function kedaWorkers(): FaultApp {
  return {
    name: 'keda-workers',
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: encoder, namespace: video }
spec:
  selector: { matchLabels: { app: encoder } }
  template:
    metadata: { labels: { app: encoder } }
    spec:
      containers:
        - name: encoder
          image: registry.example.com/encoder:2.7.0
          resources: { requests: { cpu: "2", memory: 4Gi } }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: encoder, namespace: video }
spec:
  scaleTargetRef: { name: encoder }
  minReplicaCount: 0
  maxReplicaCount: 20
  triggers:
    - { type: rabbitmq, metadata: { queueName: films, mode: QueueLength, value: "5" }, authenticationRef: { name: rabbitmq } }
    - { type: cpu, metricType: Utilization, metadata: { value: "80", containerName: encoder } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: encoder, namespace: video }
spec: { maxUnavailable: 30%, selector: { matchLabels: { app: encoder } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: coordinator, namespace: video }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app: coordinator } }
  template:
    metadata: { labels: { app: coordinator } }
    spec:
      containers:
        - name: coordinator
          image: registry.example.com/coordinator:2.7.0
          ports: [{ name: http, containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /health, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: coordinator, namespace: video }
spec: { selector: { app: coordinator }, ports: [{ name: http, port: 80, targetPort: http }] }
`),
  };
}

/** A quorum whose members name each other, one to a node, found before they are ready. */
export function etcdQuorum(): FaultApp {
  const peers = [0, 1, 2].map((index) => `etcd-${String(index)}=http://etcd-${String(index)}.etcd-peers:2380`).join(',');
  return {
    name: 'etcd-quorum',
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: etcd-peers, namespace: storage }
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: { app: etcd }
  ports: [{ name: peer, port: 2380 }]
---
apiVersion: v1
kind: Service
metadata: { name: etcd, namespace: storage }
spec: { selector: { app: etcd }, ports: [{ name: client, port: 2379 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: etcd, namespace: storage, labels: { app: etcd } }
spec:
  serviceName: etcd-peers
  podManagementPolicy: Parallel
  replicas: 3
  selector: { matchLabels: { app: etcd } }
  template:
    metadata: { labels: { app: etcd } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: etcd } } }
      containers:
        - name: etcd
          image: registry.k8s.io/etcd:3.5.15-0
          command: [etcd, --name=$(POD_NAME), "--listen-client-urls=http://0.0.0.0:2379", "--listen-peer-urls=http://0.0.0.0:2380", "--initial-cluster=${peers}"]
          env: [{ name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]
          ports: [{ name: client, containerPort: 2379 }, { name: peer, containerPort: 2380 }]
          readinessProbe: { httpGet: { path: /readyz, port: client } }
          volumeMounts: [{ name: data, mountPath: /var/lib/etcd }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: etcd, namespace: storage }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: etcd } } }
`),
  };
}

/** One pod in each of three zones; a rollout takes one away before it adds the next. */
export function onePerZone(): FaultApp {
  return {
    name: 'one-per-zone',
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: ingest, namespace: telemetry }
spec:
  replicas: 3
  strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }
  selector: { matchLabels: { app: ingest } }
  template:
    metadata: { labels: { app: ingest } }
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{ key: topology.kubernetes.io/zone, operator: In, values: [eu-central-1a, eu-central-1b, eu-central-1c] }]
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - { topologyKey: topology.kubernetes.io/zone, labelSelector: { matchLabels: { app: ingest } } }
      containers:
        - name: ingest
          image: registry.example.com/ingest:0.31.4
          ports: [{ name: otlp, containerPort: 4318 }, { name: health, containerPort: 13133 }]
          readinessProbe: { httpGet: { path: /, port: health } }
---
apiVersion: v1
kind: Service
metadata: { name: ingest, namespace: telemetry }
spec: { selector: { app: ingest }, ports: [{ name: otlp, port: 4318, targetPort: otlp }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ingest, namespace: telemetry }
spec: { minAvailable: 2, selector: { matchLabels: { app: ingest } } }
`),
  };
}
