import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// What keeps an app up: autoscalers, budgets, drains, meshes, configuration.

/** An autoscaler that owns the replicas, a budget, a drain that fits, pods spread over zones. */
export function gatewayThatDrains(): FaultApp {
  return {
    name: 'gateway-that-drains',
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway, namespace: edge, labels: { app: gateway } }
spec:
  minReadySeconds: 10
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 50%, maxUnavailable: 0 } }
  selector: { matchLabels: { app: gateway } }
  template:
    metadata:
      labels: { app: gateway }
      annotations: { checksum/config: 2c26b46b68ffc68ff99b453c1d304134 }
    spec:
      terminationGracePeriodSeconds: 75
      priorityClassName: system-cluster-critical
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchLabels: { app: gateway } }
          matchLabelKeys: [pod-template-hash]
      containers:
        - name: gateway
          image: registry.example.com/gateway:14.2.0
          args: [--config=/etc/gateway/gateway.yaml, "--listen=0.0.0.0:8080"]
          ports: [{ name: http, containerPort: 8080 }, { name: admin, containerPort: 9901 }]
          startupProbe: { httpGet: { path: /started, port: admin }, periodSeconds: 2, failureThreshold: 60 }
          readinessProbe: { httpGet: { path: /ready, port: admin }, periodSeconds: 5 }
          livenessProbe: { httpGet: { path: /live, port: admin }, periodSeconds: 20, failureThreshold: 5 }
          lifecycle: { preStop: { exec: { command: [/bin/sh, -c, "sleep 20 && gateway drain"] } } }
          resources: { requests: { cpu: "1", memory: 1Gi }, limits: { memory: 1Gi } }
          volumeMounts: [{ name: config, mountPath: /etc/gateway }]
        - name: exporter
          image: registry.example.com/exporter:1.1.0
          ports: [{ name: metrics, containerPort: 9102 }]
          readinessProbe: { tcpSocket: { port: metrics } }
          resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 64Mi } }
      volumes: [{ name: config, configMap: { name: gateway } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: gateway, namespace: edge }
data: { gateway.yaml: "routes: []" }
---
apiVersion: v1
kind: Service
metadata: { name: gateway, namespace: edge, annotations: { prometheus.io/scrape: "true" } }
spec:
  trafficDistribution: PreferClose
  selector: { app: gateway }
  ports: [{ name: http, port: 80, targetPort: http }, { name: metrics, port: 9102, targetPort: metrics }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: gateway, namespace: edge }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: gateway }
  minReplicas: 3
  maxReplicas: 30
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
    - { type: ContainerResource, containerResource: { name: memory, container: gateway, target: { type: Utilization, averageUtilization: 80 } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: gateway, namespace: edge }
spec: { minAvailable: 2, selector: { matchLabels: { app: gateway } } }
`),
  };
}

/** gRPC behind headless Services: clients know every pod, and balance by themselves. */
export function grpcHeadless(): FaultApp {
  return {
    name: 'grpc-headless',
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: ranking, namespace: search }
spec:
  replicas: 4
  selector: { matchLabels: { app: ranking } }
  template:
    metadata: { labels: { app: ranking } }
    spec:
      containers:
        - name: ranking
          image: registry.example.com/ranking:0.9.4
          ports: [{ name: grpc, containerPort: 50051 }, { name: http-metrics, containerPort: 9464 }]
          readinessProbe: { grpc: { port: 50051, service: ranking.v1.Ranking } }
          livenessProbe: { grpc: { port: 50051 }, initialDelaySeconds: 30 }
---
apiVersion: v1
kind: Service
metadata: { name: ranking, namespace: search }
spec:
  clusterIP: None
  selector: { app: ranking }
  ports: [{ name: grpc, port: 50051, targetPort: grpc, appProtocol: grpc }]
---
apiVersion: v1
kind: Service
metadata: { name: ranking-metrics, namespace: search, labels: { app: ranking } }
spec: { selector: { app: ranking }, ports: [{ name: http-metrics, port: 9464, targetPort: http-metrics }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: query, namespace: search }
spec:
  replicas: 2
  selector: { matchLabels: { app: query } }
  template:
    metadata: { labels: { app: query } }
    spec:
      containers:
        - name: query
          image: registry.example.com/query:0.9.4
          env: [{ name: RANKING_TARGET, value: "dns:///ranking.search.svc.cluster.local:50051" }]
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: query, namespace: search }
spec: { selector: { app: query }, ports: [{ name: http, port: 80, targetPort: http }] }
`),
  };
}

/** A mesh that balances gRPC, and splits traffic between subsets of one Service's pods. */
export function mesh(): FaultApp {
  const version = (name: string, tag: string): string => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews-${name}, namespace: bookinfo, labels: { app: reviews, version: ${name} } }
spec:
  replicas: 2
  selector: { matchLabels: { app: reviews, version: ${name} } }
  template:
    metadata: { labels: { app: reviews, version: ${name}, sidecar.istio.io/inject: "true" } }
    spec:
      serviceAccountName: bookinfo-reviews
      containers:
        - name: reviews
          image: docker.io/istio/examples-bookinfo-reviews-${name}:${tag}
          env: [{ name: LOG_DIR, value: /tmp/logs }]
          ports: [{ containerPort: 9080 }]
          readinessProbe: { httpGet: { path: /health, port: 9080 } }
          volumeMounts: [{ name: tmp, mountPath: /tmp }]
      volumes: [{ name: tmp, emptyDir: {} }]`;
  return {
    name: 'mesh',
    manifests: readManifests(`
apiVersion: v1
kind: Namespace
metadata: { name: bookinfo, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: bookinfo-reviews, namespace: bookinfo, labels: { account: reviews } }
---
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: bookinfo, labels: { app: reviews, service: reviews } }
spec: { ports: [{ port: 9080, name: http }], selector: { app: reviews } }
${version('v1', '1.20.1')}
${version('v2', '1.20.1')}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: bookinfo }
spec:
  host: reviews
  subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: bookinfo }
spec:
  hosts: [reviews]
  http: [{ route: [{ destination: { host: reviews, subset: v1 }, weight: 80 }, { destination: { host: reviews, subset: v2 }, weight: 20 }] }]
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: bookinfo }
spec: { mtls: { mode: STRICT } }
`),
  };
}

/** Configuration from everywhere, and service links off, so that REDIS_PORT means what the app thinks. */
export function configuration(): FaultApp {
  return {
    name: 'configuration',
    manifests: readManifests(`
apiVersion: v1
kind: ConfigMap
metadata: { name: app-settings, namespace: crm }
data: { REDIS_PORT: "6379", REDIS_HOST: redis, FEATURES: "a,b" }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: app-files, namespace: crm }
binaryData: { logo.png: iVBORw0KGgo= }
data: { application.yaml: "server: { port: 8080 }" }
---
apiVersion: v1
kind: Secret
metadata: { name: app-tls, namespace: crm }
type: kubernetes.io/tls
data: { tls.crt: LS0t, tls.key: LS0t }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: crm, namespace: crm, annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/crm" } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: crm, namespace: crm, labels: { app.kubernetes.io/name: crm, app.kubernetes.io/part-of: sales } }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: crm }, matchExpressions: [{ key: track, operator: NotIn, values: [canary] }] }
  template:
    metadata: { labels: { app.kubernetes.io/name: crm, app.kubernetes.io/part-of: sales } }
    spec:
      enableServiceLinks: false
      serviceAccountName: crm
      imagePullSecrets: [{ name: registry-credentials }]
      containers:
        - name: crm
          image: registry.example.com:5000/sales/crm:5.12
          envFrom:
            - { configMapRef: { name: app-settings } }
            - { secretRef: { name: crm-from-vault, optional: true } }
          env:
            - { name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
            - { name: FEATURES, valueFrom: { configMapKeyRef: { name: app-settings, key: FEATURES } } }
            - { name: API_TOKEN, valueFrom: { secretKeyRef: { name: crm-api, key: token } } }
          ports: [{ name: https, containerPort: 8443 }]
          readinessProbe: { httpGet: { path: /ready, port: https, scheme: HTTPS } }
          volumeMounts: [{ name: all, mountPath: /etc/crm, readOnly: true }]
      volumes:
        - name: all
          projected:
            sources:
              - { configMap: { name: app-files, items: [{ key: application.yaml, path: application.yaml }] } }
              - { secret: { name: app-tls } }
              - { serviceAccountToken: { path: token, audience: vault } }
---
apiVersion: v1
kind: Service
metadata: { name: crm, namespace: crm }
spec: { selector: { app.kubernetes.io/name: crm }, ports: [{ name: https, port: 443, targetPort: https }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: redis, namespace: crm }
spec:
  replicas: 1
  selector: { matchLabels: { app.kubernetes.io/name: redis } }
  template:
    metadata: { labels: { app.kubernetes.io/name: redis } }
    spec:
      containers:
        - { name: redis, image: "redis:7.2.5", ports: [{ name: redis, containerPort: 6379 }], readinessProbe: { exec: { command: [redis-cli, ping] } } }
---
apiVersion: v1
kind: Service
metadata: { name: redis, namespace: crm }
spec: { selector: { app.kubernetes.io/name: redis }, ports: [{ name: redis, port: 6379, targetPort: redis }] }
`),
  };
}
