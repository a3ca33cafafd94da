import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// The ways in which people label their pods.

/** Three tiers of labels and no namespace at all, as tutorials write them. */
export function guestbook(): FaultApp {
  return {
    name: 'guestbook',
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata:
  name: redis-leader
  labels: { app: redis, role: leader, tier: backend }
spec:
  ports:
    - port: 6379
      targetPort: 6379
  selector: { app: redis, role: leader, tier: backend }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: redis-leader
  labels: { app: redis, role: leader, tier: backend }
spec:
  replicas: 1
  selector:
    matchLabels: { app: redis, role: leader, tier: backend }
  template:
    metadata:
      labels: { app: redis, role: leader, tier: backend }
    spec:
      containers:
        - name: leader
          image: docker.io/redis:6.0.5
          resources: { requests: { cpu: 100m, memory: 100Mi } }
          ports: [{ containerPort: 6379 }]
          readinessProbe: { tcpSocket: { port: 6379 } }
---
apiVersion: v1
kind: Service
metadata:
  name: redis-follower
  labels: { app: redis, role: follower, tier: backend }
spec:
  ports: [{ port: 6379 }]
  selector: { app: redis, role: follower, tier: backend }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: redis-follower
  labels: { app: redis, role: follower, tier: backend }
spec:
  replicas: 2
  selector:
    matchLabels: { app: redis, role: follower, tier: backend }
  template:
    metadata:
      labels: { app: redis, role: follower, tier: backend }
    spec:
      containers:
        - name: follower
          image: us-docker.pkg.dev/google-samples/containers/gke/gb-redis-follower:v2.0.3
          resources: { requests: { cpu: 100m, memory: 100Mi } }
          ports: [{ containerPort: 6379 }]
          env: [{ name: GET_HOSTS_FROM, value: dns }]
          readinessProbe: { tcpSocket: { port: 6379 } }
---
apiVersion: v1
kind: Service
metadata:
  name: frontend
  labels: { app: guestbook, tier: frontend }
spec:
  type: LoadBalancer
  ports: [{ port: 80 }]
  selector: { app: guestbook, tier: frontend }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: frontend
spec:
  replicas: 3
  selector:
    matchLabels: { app: guestbook, tier: frontend }
  template:
    metadata:
      labels: { app: guestbook, tier: frontend }
    spec:
      containers:
        - name: php-redis
          image: us-docker.pkg.dev/google-samples/containers/gke/gb-frontend:v5.0.1
          env: [{ name: GET_HOSTS_FROM, value: dns }]
          resources: { requests: { cpu: 100m, memory: 100Mi } }
          ports: [{ containerPort: 80 }]
          readinessProbe: { httpGet: { path: /, port: 80 } }
`),
  };
}

/** A release of a chart: recommended labels, named ports, master and replicas, a headless Service for both. */
export function helmRedis(): FaultApp {
  const labels = 'app.kubernetes.io/name: redis, app.kubernetes.io/instance: cache';
  const node = (component: string): string => `
---
apiVersion: v1
kind: Service
metadata:
  name: cache-redis-${component}
  namespace: cache
  labels: { ${labels}, app.kubernetes.io/component: ${component}, app.kubernetes.io/managed-by: Helm, helm.sh/chart: redis-19.6.4 }
spec:
  type: ClusterIP
  internalTrafficPolicy: Cluster
  sessionAffinity: None
  ports: [{ name: tcp-redis, port: 6379, targetPort: redis, nodePort: null }]
  selector: { ${labels}, app.kubernetes.io/component: ${component} }
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: cache-redis-${component}
  namespace: cache
  labels: { ${labels}, app.kubernetes.io/component: ${component}, app.kubernetes.io/managed-by: Helm, helm.sh/chart: redis-19.6.4 }
spec:
  replicas: ${component === 'master' ? '1' : '3'}
  serviceName: cache-redis-headless
  updateStrategy: { type: RollingUpdate }
  selector:
    matchLabels: { ${labels}, app.kubernetes.io/component: ${component} }
  template:
    metadata:
      labels: { ${labels}, app.kubernetes.io/component: ${component}, app.kubernetes.io/version: 7.2.5 }
    spec:
      serviceAccountName: cache-redis
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 30
      enableServiceLinks: false
      containers:
        - name: redis
          image: docker.io/bitnami/redis:7.2.5-debian-12-r4
          command: [/bin/bash]
          args: [-c, /opt/bitnami/scripts/start-scripts/start-${component}.sh]
          env:
            - { name: REDIS_PORT, value: "6379" }
            - { name: REDIS_MASTER_HOST, value: cache-redis-master-0.cache-redis-headless.cache.svc.cluster.local }
            - { name: REDIS_PASSWORD, valueFrom: { secretKeyRef: { name: cache-redis, key: redis-password } } }
          ports: [{ name: redis, containerPort: 6379 }]
          livenessProbe: { exec: { command: [sh, -c, /health/ping_liveness_local.sh 5] }, initialDelaySeconds: 20, periodSeconds: 5, timeoutSeconds: 6 }
          readinessProbe: { exec: { command: [sh, -c, /health/ping_readiness_local.sh 1] }, initialDelaySeconds: 20, periodSeconds: 5 }
          volumeMounts:
            - { name: start-scripts, mountPath: /opt/bitnami/scripts/start-scripts }
            - { name: health, mountPath: /health }
            - { name: redis-data, mountPath: /data }
      volumes:
        - { name: start-scripts, configMap: { name: cache-redis-scripts, defaultMode: 0755 } }
        - { name: health, configMap: { name: cache-redis-health, defaultMode: 0755 } }
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: { name: redis-data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 8Gi } } }`;
  return {
    name: 'helm-redis',
    notes: ['peers-before-ready'],
    manifests: readManifests(`
apiVersion: v1
kind: ServiceAccount
metadata: { name: cache-redis, namespace: cache, labels: { ${labels} } }
automountServiceAccountToken: false
---
apiVersion: v1
kind: Secret
metadata: { name: cache-redis, namespace: cache, labels: { ${labels} } }
type: Opaque
data: { redis-password: "czNjcjN0LW5vdA==" }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cache-redis-scripts, namespace: cache, labels: { ${labels} } }
data: { start-master.sh: "exec redis-server", start-replica.sh: "exec redis-server --replicaof $REDIS_MASTER_HOST 6379" }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cache-redis-health, namespace: cache, labels: { ${labels} } }
data: { ping_liveness_local.sh: "redis-cli ping", ping_readiness_local.sh: "redis-cli ping" }
---
apiVersion: v1
kind: Service
metadata: { name: cache-redis-headless, namespace: cache, labels: { ${labels} } }
spec:
  type: ClusterIP
  clusterIP: None
  publishNotReadyAddresses: true
  ports: [{ name: tcp-redis, port: 6379, targetPort: redis }]
  selector: { ${labels} }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: cache-redis-replica, namespace: cache, labels: { ${labels} } }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { ${labels}, app.kubernetes.io/component: replica } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: cache-redis, namespace: cache, labels: { ${labels} } }
spec:
  podSelector: { matchLabels: { ${labels} } }
  policyTypes: [Ingress, Egress]
  egress: [{}]
  ingress:
    - ports: [{ port: 6379 }]
${node('master')}
${node('replica')}
`),
  };
}

/** Cluster DNS: `k8s-app`, and one port number for two protocols. */
export function kubeDns(): FaultApp {
  return {
    name: 'kube-dns',
    notes: ['probe-port-open'],
    manifests: readManifests(`
apiVersion: v1
kind: ServiceAccount
metadata: { name: coredns, namespace: kube-system }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
    .:53 {
        errors
        health { lameduck 5s }
        ready
        kubernetes cluster.local in-addr.arpa ip6.arpa { pods insecure }
        prometheus :9153
        forward . /etc/resolv.conf
    }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: coredns
  namespace: kube-system
  labels: { k8s-app: kube-dns, kubernetes.io/name: CoreDNS }
spec:
  replicas: 2
  strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 1 } }
  selector: { matchLabels: { k8s-app: kube-dns } }
  template:
    metadata: { labels: { k8s-app: kube-dns } }
    spec:
      priorityClassName: system-cluster-critical
      serviceAccountName: coredns
      dnsPolicy: Default
      tolerations: [{ key: CriticalAddonsOnly, operator: Exists }]
      containers:
        - name: coredns
          image: registry.k8s.io/coredns/coredns:v1.11.1
          args: [-conf, /etc/coredns/Corefile]
          resources: { limits: { memory: 170Mi }, requests: { cpu: 100m, memory: 70Mi } }
          ports:
            - { containerPort: 53, name: dns, protocol: UDP }
            - { containerPort: 53, name: dns-tcp, protocol: TCP }
            - { containerPort: 9153, name: metrics, protocol: TCP }
          livenessProbe: { httpGet: { path: /health, port: 8080, scheme: HTTP }, initialDelaySeconds: 60, timeoutSeconds: 5 }
          readinessProbe: { httpGet: { path: /ready, port: 8181, scheme: HTTP } }
          volumeMounts: [{ name: config-volume, mountPath: /etc/coredns, readOnly: true }]
      volumes: [{ name: config-volume, configMap: { name: coredns, items: [{ key: Corefile, path: Corefile }] } }]
---
apiVersion: v1
kind: Service
metadata:
  name: kube-dns
  namespace: kube-system
  annotations: { prometheus.io/port: "9153", prometheus.io/scrape: "true" }
  labels: { k8s-app: kube-dns, kubernetes.io/cluster-service: "true", kubernetes.io/name: CoreDNS }
spec:
  selector: { k8s-app: kube-dns }
  clusterIP: 10.96.0.10
  ports:
    - { name: dns, port: 53, protocol: UDP }
    - { name: dns-tcp, port: 53, protocol: TCP }
    - { name: metrics, port: 9153, protocol: TCP }
`),
  };
}
