// A stream of foreign manifests, as a command line reads them: `stream.ts OBJECTS > all.yaml`.

const deployment = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      terminationGracePeriodSeconds: 45
      containers:
        - name: main
          image: ghcr.io/acme/${name}:1.4.2
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /healthz
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 128Mi
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
`;

const service = (name: string): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`;

const networkPolicy = (name: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  policyTypes:
    - Ingress
  ingress:
    - from:
        - namespaceSelector: {}
      ports:
        - port: 8080
`;

/** So many objects in one stream: a Deployment, its Service and its NetworkPolicy in turn. */
export function stream(objects: number): string {
  const kinds = [deployment, service, networkPolicy];
  return Array.from({ length: objects }, (_, index) => kinds[index % 3]?.(`app-${String(Math.floor(index / 3))}`) ?? '').join('---\n');
}

if (require.main === module) process.stdout.write(stream(Number(process.argv[2] ?? 0)));
