import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// Ports in every form: names, numbers, none at all, three protocols, sidecars.

/** A 5G core function: SCTP beside HTTP/2. */
export function amf(): FaultApp {
  return {
    name: 'amf',
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: open5gs-amf, namespace: core5g, labels: { app.kubernetes.io/name: amf, app.kubernetes.io/instance: open5gs } }
spec:
  replicas: 1
  selector: { matchLabels: { app.kubernetes.io/name: amf, app.kubernetes.io/instance: open5gs } }
  template:
    metadata: { labels: { app.kubernetes.io/name: amf, app.kubernetes.io/instance: open5gs } }
    spec:
      containers:
        - name: amf
          image: docker.io/gradiant/open5gs:2.7.2
          args: [open5gs-amfd]
          ports:
            - { name: sbi, containerPort: 7777, protocol: TCP }
            - { name: ngap, containerPort: 38412, protocol: SCTP }
            - { name: metrics, containerPort: 9090 }
          readinessProbe: { tcpSocket: { port: sbi }, initialDelaySeconds: 5 }
          livenessProbe: { tcpSocket: { port: sbi }, initialDelaySeconds: 600 }
---
apiVersion: v1
kind: Service
metadata: { name: open5gs-amf-sbi, namespace: core5g }
spec:
  ports: [{ name: sbi, port: 7777, targetPort: sbi, protocol: TCP, appProtocol: kubernetes.io/h2c }]
  selector: { app.kubernetes.io/name: amf, app.kubernetes.io/instance: open5gs }
---
apiVersion: v1
kind: Service
metadata: { name: open5gs-amf-ngap, namespace: core5g }
spec:
  type: ClusterIP
  ports: [{ name: ngap, port: 38412, targetPort: ngap, protocol: SCTP }]
  selector: { app.kubernetes.io/name: amf, app.kubernetes.io/instance: open5gs }
---
apiVersion: v1
kind: Service
metadata: { name: open5gs-amf-metrics, namespace: core5g }
spec:
  ports: [{ name: metrics, port: 9090, targetPort: metrics }]
  selector: { app.kubernetes.io/name: amf, app.kubernetes.io/instance: open5gs }
`),
  };
}

/** TCP and UDP on the same numbers, through a load balancer that keeps the client's address. */
export function quic(): FaultApp {
  return {
    name: 'quic-edge',
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: edge, namespace: edge }
spec:
  replicas: 3
  selector: { matchLabels: { app: edge } }
  template:
    metadata: { labels: { app: edge } }
    spec:
      terminationGracePeriodSeconds: 60
      containers:
        - name: caddy
          image: caddy:2.8.4-alpine
          ports:
            - { name: http, containerPort: 8080 }
            - { name: https, containerPort: 8443, protocol: TCP }
            - { name: h3, containerPort: 8443, protocol: UDP }
          readinessProbe: { httpGet: { path: /healthz, port: http } }
          lifecycle: { preStop: { sleep: { seconds: 15 } } }
---
apiVersion: v1
kind: Service
metadata:
  name: edge
  namespace: edge
  annotations: { service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing }
spec:
  type: LoadBalancer
  loadBalancerClass: service.k8s.aws/nlb
  allocateLoadBalancerNodePorts: false
  externalTrafficPolicy: Cluster
  loadBalancerSourceRanges: [203.0.113.0/24, 2001:db8::/32]
  selector: { app: edge }
  ports:
    - { name: http, port: 80, targetPort: http }
    - { name: https, port: 443, targetPort: https, protocol: TCP }
    - { name: h3, port: 443, targetPort: h3, protocol: UDP }
`),
  };
}

/** Numbers only, no names, no namespaces, and a port that is its own target. */
export function numbersOnly(): FaultApp {
  return {
    name: 'numbers-only',
    notes: ['stateful-set-service-exists'],
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: orders-api }
spec:
  selector: { app: orders-api }
  ports: [{ protocol: TCP, port: 80, targetPort: 8080 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders-api }
spec:
  replicas: 2
  selector: { matchLabels: { app: orders-api } }
  template:
    metadata: { labels: { app: orders-api, team: checkout } }
    spec:
      containers:
        - name: orders-api
          image: registry.example.com/orders-api@sha256:3fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715
          ports: [{ containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /actuator/health/readiness, port: 8080 } }
          livenessProbe: { httpGet: { path: /actuator/health/liveness, port: 8080 }, initialDelaySeconds: 60 }
          env:
            - { name: SPRING_DATASOURCE_URL, value: "jdbc:postgresql://orders-db:5432/orders" }
---
apiVersion: v1
kind: Service
metadata: { name: orders-db }
spec:
  selector: { app: orders-db }
  ports: [{ port: 5432 }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: orders-db }
spec:
  serviceName: orders-db
  replicas: 1
  selector: { matchLabels: { app: orders-db } }
  template:
    metadata: { labels: { app: orders-db, team: checkout } }
    spec:
      containers:
        - name: postgres
          image: postgres:16.3-alpine
          env: [{ name: POSTGRES_PASSWORD, valueFrom: { secretKeyRef: { name: orders-db, key: password } } }]
          ports: [{ containerPort: 5432 }]
          readinessProbe: { exec: { command: [pg_isready, -U, postgres] } }
          volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data, subPath: pgdata }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }
`),
  };
}

/** A game server: UDP alone, and a query port over TCP. */
export function gameServer(): FaultApp {
  return {
    name: 'game-server',
    target: { environment: 'staging' },
    notes: ['node-port-static-band', 'node-port-development-only'],
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: valheim, namespace: games, labels: { app.kubernetes.io/name: valheim } }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app.kubernetes.io/name: valheim } }
  template:
    metadata: { labels: { app.kubernetes.io/name: valheim } }
    spec:
      terminationGracePeriodSeconds: 90
      containers:
        - name: valheim
          image: ghcr.io/lloesche/valheim-server:v2024.6
          env: [{ name: SERVER_PORT, value: "2456" }]
          ports:
            - { name: gameport, containerPort: 2456, protocol: UDP }
            - { name: queryport, containerPort: 2457, protocol: UDP }
            - { name: status, containerPort: 8090, protocol: TCP }
          readinessProbe: { httpGet: { path: /status.json, port: status }, initialDelaySeconds: 90 }
          volumeMounts: [{ name: config, mountPath: /config }]
      volumes: [{ name: config, persistentVolumeClaim: { claimName: valheim-config } }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: valheim-config, namespace: games }
spec: { accessModes: [ReadWriteOncePod], resources: { requests: { storage: 5Gi } } }
---
apiVersion: v1
kind: Service
metadata: { name: valheim, namespace: games }
spec:
  type: NodePort
  selector: { app.kubernetes.io/name: valheim }
  ports:
    - { name: gameport, port: 2456, targetPort: gameport, nodePort: 30056, protocol: UDP }
    - { name: queryport, port: 2457, targetPort: queryport, nodePort: 30057, protocol: UDP }
    - { name: status, port: 8090, targetPort: status, nodePort: 30090 }
`),
  };
}

/** Native sidecars whose named ports count, init containers that count for nothing. */
export function sidecars(): FaultApp {
  return {
    name: 'native-sidecars',
    target: { kubernetesVersion: '1.33' },
    manifests: readManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: payments, namespace: pay, labels: { app: payments } }
spec:
  replicas: 2
  selector: { matchLabels: { app: payments } }
  template:
    metadata: { labels: { app: payments, version: v4 } }
    spec:
      initContainers:
        - name: migrate
          image: registry.example.com/payments:4.0.2
          args: [migrate]
          ports: [{ name: debug, containerPort: 5005 }]
        - name: tls-proxy
          image: envoyproxy/envoy:v1.30.2
          restartPolicy: Always
          ports: [{ name: https, containerPort: 8443 }, { name: envoy-stats, containerPort: 9901 }]
          readinessProbe: { httpGet: { path: /ready, port: 9901 } }
          startupProbe: { httpGet: { path: /ready, port: envoy-stats }, failureThreshold: 30 }
      containers:
        - name: payments
          image: registry.example.com/payments:4.0.2
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
        - name: log-shipper
          image: fluent/fluent-bit:3.0.7
---
apiVersion: v1
kind: Service
metadata: { name: payments, namespace: pay }
spec:
  selector: { app: payments }
  ports:
    - { name: https, port: 443, targetPort: https }
    - { name: http, port: 80, targetPort: http }
    - { name: stats, port: 9901, targetPort: envoy-stats }
`),
  };
}
