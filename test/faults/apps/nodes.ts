import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// Agents on every node, ports of the host, the network of the node.

/** An agent on every node, in the node's own network, which a monitor finds by a headless Service. */
export function nodeExporter(): FaultApp {
  return {
    name: 'node-exporter',
    manifests: readManifests(`
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: node-exporter, namespace: monitoring, labels: { app.kubernetes.io/name: node-exporter, app.kubernetes.io/component: exporter } }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: node-exporter, app.kubernetes.io/component: exporter } }
  updateStrategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 10% } }
  template:
    metadata: { labels: { app.kubernetes.io/name: node-exporter, app.kubernetes.io/component: exporter, app.kubernetes.io/version: 1.8.1 } }
    spec:
      hostNetwork: true
      hostPID: true
      serviceAccountName: node-exporter
      tolerations: [{ operator: Exists }]
      containers:
        - name: node-exporter
          image: quay.io/prometheus/node-exporter:v1.8.1
          args: ["--web.listen-address=127.0.0.1:9101", --path.rootfs=/host/root]
          volumeMounts: [{ name: root, mountPath: /host/root, readOnly: true, mountPropagation: HostToContainer }]
        - name: kube-rbac-proxy
          image: quay.io/brancz/kube-rbac-proxy:v0.18.0
          args: ["--secure-listen-address=[$(IP)]:9100", "--upstream=http://127.0.0.1:9101/"]
          env: [{ name: IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }]
          ports: [{ name: https, containerPort: 9100, hostPort: 9100 }]
          readinessProbe: { tcpSocket: { port: https } }
      volumes: [{ name: root, hostPath: { path: / } }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: node-exporter, namespace: monitoring }
---
apiVersion: v1
kind: Service
metadata: { name: node-exporter, namespace: monitoring, labels: { app.kubernetes.io/name: node-exporter } }
spec:
  clusterIP: None
  selector: { app.kubernetes.io/name: node-exporter, app.kubernetes.io/component: exporter }
  ports: [{ name: https, port: 9100, targetPort: https }]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: node-exporter, namespace: monitoring }
spec:
  jobLabel: app.kubernetes.io/name
  selector: { matchLabels: { app.kubernetes.io/name: node-exporter } }
  endpoints: [{ port: https, scheme: https, interval: 15s }]
`),
  };
}

/** An ingress controller on ports of the host, with its admission webhook. */
export function ingressController(): FaultApp {
  const labels = 'app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/instance: ingress-nginx, app.kubernetes.io/component: controller';
  return {
    name: 'ingress-controller',
    notes: ['probe-port-open'],
    manifests: readManifests(`
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ingress-nginx-controller, namespace: ingress-nginx, labels: { ${labels} } }
spec:
  minReadySeconds: 5
  selector: { matchLabels: { ${labels} } }
  updateStrategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 1 } }
  template:
    metadata: { labels: { ${labels} } }
    spec:
      dnsPolicy: ClusterFirst
      nodeSelector: { kubernetes.io/os: linux, ingress-ready: "true" }
      serviceAccountName: ingress-nginx
      terminationGracePeriodSeconds: 300
      containers:
        - name: controller
          image: registry.k8s.io/ingress-nginx/controller:v1.10.1
          args: [/nginx-ingress-controller, --election-id=ingress-nginx-leader, --validating-webhook=:8443, --publish-service=$(POD_NAMESPACE)/ingress-nginx-controller]
          env: [{ name: POD_NAMESPACE, valueFrom: { fieldRef: { fieldPath: metadata.namespace } } }]
          lifecycle: { preStop: { exec: { command: [/wait-shutdown] } } }
          livenessProbe: { httpGet: { path: /healthz, port: 10254, scheme: HTTP }, failureThreshold: 5, periodSeconds: 10 }
          readinessProbe: { httpGet: { path: /healthz, port: 10254, scheme: HTTP }, failureThreshold: 3, periodSeconds: 10 }
          ports:
            - { name: http, containerPort: 80, hostPort: 80, protocol: TCP }
            - { name: https, containerPort: 443, hostPort: 443, protocol: TCP }
            - { name: webhook, containerPort: 8443, protocol: TCP }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ingress-nginx, namespace: ingress-nginx }
---
apiVersion: v1
kind: Service
metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  ipFamilies: [IPv4]
  ipFamilyPolicy: SingleStack
  ports:
    - { appProtocol: http, name: http, port: 80, protocol: TCP, targetPort: http }
    - { appProtocol: https, name: https, port: 443, protocol: TCP, targetPort: https }
  selector: { ${labels} }
---
apiVersion: v1
kind: Service
metadata: { name: ingress-nginx-controller-admission, namespace: ingress-nginx }
spec:
  type: ClusterIP
  ports: [{ appProtocol: https, name: https-webhook, port: 443, targetPort: webhook }]
  selector: { ${labels} }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: ingress-nginx-admission }
webhooks:
  - name: validate.nginx.ingress.kubernetes.io
    admissionReviewVersions: [v1]
    sideEffects: None
    failurePolicy: Fail
    clientConfig: { service: { name: ingress-nginx-controller-admission, namespace: ingress-nginx, path: /networking/v1/ingresses } }
    rules: [{ apiGroups: [networking.k8s.io], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [ingresses] }]
`),
  };
}

/** An agent on every node, reached on the caller's own node: by a local Service, by a port of the host, by UDP. */
export function nodeAgent(): FaultApp {
  return {
    name: 'node-agent',
    manifests: readManifests(`
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: datadog-agent, namespace: observability, labels: { app: datadog-agent } }
spec:
  selector: { matchLabels: { app: datadog-agent } }
  updateStrategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 10% } }
  template:
    metadata: { labels: { app: datadog-agent } }
    spec:
      containers:
        - name: agent
          image: gcr.io/datadoghq/agent:7.54.0
          env:
            - { name: DD_API_KEY, valueFrom: { secretKeyRef: { name: datadog, key: api-key } } }
            - { name: DD_HEALTH_PORT, value: "5555" }
          ports:
            - { name: dogstatsd, containerPort: 8125, hostPort: 8125, protocol: UDP }
            - { name: traceport, containerPort: 8126, protocol: TCP }
            - { name: health, containerPort: 5555 }
          readinessProbe: { httpGet: { path: /ready, port: health } }
          livenessProbe: { httpGet: { path: /live, port: health }, initialDelaySeconds: 15, periodSeconds: 15 }
---
apiVersion: v1
kind: Service
metadata: { name: datadog-agent, namespace: observability }
spec:
  internalTrafficPolicy: Local
  selector: { app: datadog-agent }
  ports:
    - { name: dogstatsd, port: 8125, targetPort: 8125, protocol: UDP }
    - { name: traceport, port: 8126, targetPort: 8126 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: sampler, namespace: observability }
spec:
  selector: { matchLabels: { app: sampler } }
  template:
    metadata: { labels: { app: sampler } }
    spec:
      hostNetwork: true
      dnsPolicy: ClusterFirstWithHostNet
      containers:
        - name: sampler
          image: registry.example.com/sampler:2.0.1
          env: [{ name: HOST_IP, valueFrom: { fieldRef: { fieldPath: status.hostIP } } }]
`),
  };
}
