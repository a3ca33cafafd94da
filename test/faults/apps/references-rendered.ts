import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

/** One chart that Helm rendered, without namespaces, as it is piped into kubectl. */
export function renderedWithoutNamespace(): FaultApp {
  return {
    name: 'rendered-without-namespace',
    manifests: readManifests(`
apiVersion: v1
kind: ServiceAccount
metadata: { name: rel-gallery }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: rel-gallery-env }
data: { THUMBNAILS_URL: "http://rel-gallery-thumbnails:9000", SEARCH_ADDR: "rel-gallery-search:7700", cache.redis.host: rel-gallery-cache, cache.redis.port: "6379" }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: rel-gallery-pictures }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 50Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: rel-gallery }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app.kubernetes.io/name: gallery, app.kubernetes.io/instance: rel } }
  template:
    metadata: { labels: { app.kubernetes.io/name: gallery, app.kubernetes.io/instance: rel } }
    spec:
      serviceAccountName: rel-gallery
      volumes: [{ name: pictures, persistentVolumeClaim: { claimName: rel-gallery-pictures } }]
      containers:
        - name: gallery
          image: ghcr.io/acme/gallery:2024.11.0
          envFrom: [{ configMapRef: { name: rel-gallery-env } }]
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /, port: http } }
          volumeMounts: [{ name: pictures, mountPath: /pictures }]
${['thumbnails', 'search', 'cache'].map((part, at) => backend(`rel-gallery-${part}`, [9000, 7700, 6379][at] ?? 0)).join('')}`),
  };
}

function backend(name: string, port: number): string {
  return `
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app.kubernetes.io/name: ${name} }, ports: [{ name: tcp, port: ${String(port)}, targetPort: tcp }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: ${name} } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ${name} } }
    spec:
      containers:
        - { name: main, image: "ghcr.io/acme/${name}:1.0.0", ports: [{ name: tcp, containerPort: ${String(port + 1)} }], readinessProbe: { tcpSocket: { port: tcp } } }
`;
}
