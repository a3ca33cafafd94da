import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// What lies partly outside the manifests: databases of the cloud, operators, other namespaces, kubectl's own output.

/** A database under a cluster name, by alias, by EndpointSlice and by the older Endpoints. */
export function externalDatabase(): FaultApp {
  return {
    name: 'external-database',
    notes: ['service-links-collide'],
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: orders-db, namespace: shop }
spec: { type: ExternalName, externalName: orders.cluster-cx1.eu-west-1.rds.amazonaws.com }
---
apiVersion: v1
kind: Service
metadata: { name: ldap, namespace: shop }
spec: { ports: [{ name: ldaps, port: 636, protocol: TCP, targetPort: 1636 }, { name: ldap, port: 389, targetPort: 1389 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: ldap-1, namespace: shop, labels: { kubernetes.io/service-name: ldap, endpointslice.kubernetes.io/managed-by: staff } }
addressType: IPv4
ports: [{ name: ldaps, port: 1636, protocol: TCP }, { name: ldap, port: 1389, protocol: TCP }]
endpoints: [{ addresses: [10.4.5.6], conditions: { ready: true } }, { addresses: [10.4.5.7] }]
---
apiVersion: v1
kind: Service
metadata: { name: mainframe, namespace: shop }
spec: { ports: [{ port: 3270 }] }
---
apiVersion: v1
kind: Endpoints
metadata: { name: mainframe, namespace: shop }
subsets: [{ addresses: [{ ip: 192.168.70.5 }], ports: [{ port: 3270 }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers:
        - name: orders
          image: registry.example.com/orders:3.3.3
          env:
            - { name: DB_URL, value: "postgres://orders@orders-db:5432/orders" }
            - { name: LDAP_URL, value: "ldaps://ldap.shop.svc:636" }
            - { name: TN3270_HOST, value: mainframe }
          ports: [{ name: grpc, containerPort: 9000 }]
          readinessProbe: { grpc: { port: 9000 } }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: shop }
spec: { clusterIP: None, selector: { app: orders }, ports: [{ name: grpc, port: 9000, targetPort: grpc }] }
`),
  };
}

/** What `kubectl get -o yaml` gives: a List, with what the cluster added by itself. */
export function kubectlList(): FaultApp {
  return {
    name: 'kubectl-list',
    notes: ['node-port-static-band'],
    manifests: readManifests(`
apiVersion: v1
kind: List
metadata: { resourceVersion: "" }
items:
  - apiVersion: v1
    kind: Service
    metadata: { name: kubernetes, namespace: default, labels: { component: apiserver, provider: kubernetes } }
    spec:
      type: ClusterIP
      clusterIP: 10.96.0.1
      clusterIPs: [10.96.0.1]
      internalTrafficPolicy: Cluster
      ipFamilies: [IPv4]
      ipFamilyPolicy: SingleStack
      ports: [{ name: https, port: 443, protocol: TCP, targetPort: 6443 }]
      sessionAffinity: None
    status: { loadBalancer: {} }
  - apiVersion: v1
    kind: Service
    metadata: { name: hello, namespace: default, uid: 8a1c7f9e-6d0b-4f0e-9d8e-0b3c5c1f5a11 }
    spec:
      type: LoadBalancer
      allocateLoadBalancerNodePorts: true
      clusterIP: 10.96.44.7
      clusterIPs: [10.96.44.7]
      externalTrafficPolicy: Cluster
      ports: [{ port: 80, protocol: TCP, targetPort: 8080, nodePort: 31567 }]
      selector: { run: hello }
      sessionAffinity: None
    status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }
  - apiVersion: apps/v1
    kind: Deployment
    metadata: { name: hello, namespace: default, generation: 3, annotations: { deployment.kubernetes.io/revision: "2" } }
    spec:
      progressDeadlineSeconds: 600
      replicas: 2
      revisionHistoryLimit: 10
      selector: { matchLabels: { run: hello } }
      strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: 25% }, type: RollingUpdate }
      template:
        metadata: { creationTimestamp: null, labels: { run: hello } }
        spec:
          containers:
            - name: hello
              image: gcr.io/google-samples/hello-app:2.0
              imagePullPolicy: IfNotPresent
              ports: [{ containerPort: 8080, protocol: TCP }]
              readinessProbe: { failureThreshold: 3, httpGet: { path: /, port: 8080, scheme: HTTP }, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 }
              resources: {}
              terminationMessagePath: /dev/termination-log
              terminationMessagePolicy: File
          dnsPolicy: ClusterFirst
          restartPolicy: Always
          schedulerName: default-scheduler
          securityContext: {}
          terminationGracePeriodSeconds: 30
    status: { availableReplicas: 2, readyReplicas: 2, replicas: 2, updatedReplicas: 2 }
`),
  };
}

/** Several namespaces in one unit, apps of one name in two of them. */
export function severalNamespaces(): FaultApp {
  const api = (namespace: string, host: string): string => `
---
apiVersion: v1
kind: Namespace
metadata: { name: ${namespace} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: ${namespace} }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: registry.example.com/api:6.0.0
          envFrom: [{ configMapRef: { name: api } }]
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: api, namespace: ${namespace} }
data: { CACHE_ADDR: "${host}:11211", LOG_LEVEL: info }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: ${namespace} }
spec: { selector: { app: api }, ports: [{ name: http, port: 80, targetPort: http }] }`;
  return {
    name: 'several-namespaces',
    notes: ['stateful-set-service-exists'],
    manifests: readManifests(`
${api('eu', 'memcached.shared')}
${api('us', 'memcached.shared.svc.cluster.local')}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: memcached, namespace: shared }
spec:
  serviceName: memcached
  replicas: 3
  selector: { matchLabels: { app: memcached } }
  template:
    metadata: { labels: { app: memcached } }
    spec:
      containers:
        - { name: memcached, image: "memcached:1.6.29", args: [-m, "64"], ports: [{ name: memcache, containerPort: 11211 }], readinessProbe: { tcpSocket: { port: memcache } } }
---
apiVersion: v1
kind: Service
metadata: { name: memcached, namespace: shared }
spec: { selector: { app: memcached }, ports: [{ name: memcache, port: 11211, targetPort: memcache }] }
`),
  };
}

/** Pods that an operator runs: no manifest shows them. */
export function operated(): FaultApp {
  return {
    name: 'operated',
    notes: ['service-selects-pods', 'policy-selects-pods', 'budget-selects-pods'],
    manifests: readManifests(`
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: k8s, namespace: monitoring }
spec: { replicas: 2, serviceAccountName: prometheus-k8s, serviceMonitorSelector: {} }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: prometheus-k8s, namespace: monitoring }
---
apiVersion: v1
kind: Service
metadata: { name: prometheus-k8s, namespace: monitoring }
spec:
  sessionAffinity: ClientIP
  selector: { app.kubernetes.io/name: prometheus, app.kubernetes.io/instance: k8s }
  ports: [{ name: web, port: 9090, targetPort: web }, { name: reloader-web, port: 8080, targetPort: reloader-web }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: grafana, namespace: monitoring }
spec:
  replicas: 1
  selector: { matchLabels: { app.kubernetes.io/name: grafana } }
  template:
    metadata: { labels: { app.kubernetes.io/name: grafana, app.kubernetes.io/version: 11.1.0 } }
    spec:
      containers:
        - name: grafana
          image: docker.io/grafana/grafana:11.1.0
          ports: [{ name: http, containerPort: 3000 }]
          readinessProbe: { httpGet: { path: /api/health, port: http } }
          volumeMounts: [{ name: storage, mountPath: /var/lib/grafana }, { name: datasources, mountPath: /etc/grafana/provisioning/datasources }]
      volumes:
        - { name: storage, emptyDir: {} }
        - { name: datasources, secret: { secretName: grafana-datasources } }
---
apiVersion: v1
kind: Secret
metadata: { name: grafana-datasources, namespace: monitoring }
stringData: { datasources.yaml: "{ datasources: [{ name: prometheus, type: prometheus, url: 'http://prometheus-k8s.monitoring.svc:9090' }] }" }
---
apiVersion: v1
kind: Service
metadata: { name: grafana, namespace: monitoring }
spec: { selector: { app.kubernetes.io/name: grafana }, ports: [{ name: http, port: 3000, targetPort: http }] }
`),
  };
}
