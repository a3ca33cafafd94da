import { readManifests } from '../../rules/manifests';
import type { FaultApp } from '../fault';

// Brokers: many ports, stable pod names, clients from outside.

/** A message broker: many ports of one Service, some plain, some under TLS. */
export function mqttBroker(): FaultApp {
  return {
    name: 'mqtt-broker',
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: emqx-headless, namespace: iot }
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: { app: emqx }
  ports: [{ name: ekka, port: 4370, protocol: TCP, targetPort: ekka }]
---
apiVersion: v1
kind: Service
metadata: { name: emqx, namespace: iot }
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [192.0.2.0/24]
  sessionAffinity: ClientIP
  sessionAffinityConfig: { clientIP: { timeoutSeconds: 3600 } }
  selector: { app: emqx }
  ports:
    - { name: mqtt, port: 1883, targetPort: mqtt }
    - { name: mqttssl, port: 8883, targetPort: mqttssl }
    - { name: ws, port: 8083, targetPort: ws }
    - { name: dashboard, port: 18083, targetPort: dashboard }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: emqx, namespace: iot, labels: { app: emqx } }
spec:
  serviceName: emqx-headless
  podManagementPolicy: Parallel
  replicas: 3
  selector: { matchLabels: { app: emqx } }
  template:
    metadata: { labels: { app: emqx } }
    spec:
      enableServiceLinks: false
      containers:
        - name: emqx
          image: emqx/emqx:5.7.1
          ports:
            - { name: mqtt, containerPort: 1883 }
            - { name: mqttssl, containerPort: 8883 }
            - { name: ws, containerPort: 8083 }
            - { name: dashboard, containerPort: 18083 }
            - { name: ekka, containerPort: 4370 }
          env:
            - { name: EMQX_CLUSTER__DISCOVERY_STRATEGY, value: dns }
            - { name: EMQX_CLUSTER__DNS__NAME, value: emqx-headless.iot.svc.cluster.local }
          readinessProbe: { httpGet: { path: /status, port: dashboard }, initialDelaySeconds: 10, periodSeconds: 5 }
`),
  };
}

/** Brokers with a Service for each pod, which selects by the name that Kubernetes gives to the pod. */
export function kafka(): FaultApp {
  const labels = 'app.kubernetes.io/name: kafka, app.kubernetes.io/instance: events';
  const outside = (index: number): string => `
---
apiVersion: v1
kind: Service
metadata: { name: events-kafka-${String(index)}-external, namespace: streaming, labels: { ${labels} } }
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [198.51.100.0/24]
  externalTrafficPolicy: Local
  publishNotReadyAddresses: false
  selector: { ${labels}, statefulset.kubernetes.io/pod-name: events-kafka-${String(index)} }
  ports: [{ name: tcp-kafka, port: 9094, targetPort: external }]`;
  return {
    name: 'kafka',
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: events-kafka-headless, namespace: streaming, labels: { ${labels} } }
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: { ${labels} }
  ports:
    - { name: tcp-client, port: 9092, targetPort: client }
    - { name: tcp-controller, port: 9093, targetPort: controller }
---
apiVersion: v1
kind: Service
metadata: { name: events-kafka, namespace: streaming, labels: { ${labels} } }
spec:
  selector: { ${labels} }
  ports: [{ name: tcp-client, port: 9092, targetPort: client }]
${outside(0)}
${outside(1)}
${outside(2)}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: events-kafka, namespace: streaming, labels: { ${labels} } }
spec:
  podManagementPolicy: Parallel
  replicas: 3
  serviceName: events-kafka-headless
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels}, app.kubernetes.io/part-of: kafka } }
    spec:
      enableServiceLinks: false
      terminationGracePeriodSeconds: 120
      initContainers:
        - name: prepare-config
          image: docker.io/bitnami/kafka:3.7.0-debian-12-r6
          command: [/bin/bash, -ec, /scripts/prepare.sh]
          volumeMounts: [{ name: scripts, mountPath: /scripts }]
      containers:
        - name: kafka
          image: docker.io/bitnami/kafka:3.7.0-debian-12-r6
          env:
            - { name: MY_POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
            - { name: KAFKA_CFG_ADVERTISED_LISTENERS, value: "CLIENT://$(MY_POD_NAME).events-kafka-headless.streaming.svc.cluster.local:9092" }
          ports:
            - { name: client, containerPort: 9092 }
            - { name: controller, containerPort: 9093 }
            - { name: external, containerPort: 9094 }
          readinessProbe: { tcpSocket: { port: controller }, failureThreshold: 6, initialDelaySeconds: 5 }
          livenessProbe: { exec: { command: [pgrep, -f, kafka] }, initialDelaySeconds: 10 }
          volumeMounts: [{ name: data, mountPath: /bitnami/kafka }]
      volumes: [{ name: scripts, configMap: { name: events-kafka-scripts, defaultMode: 493 } }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 50Gi } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: events-kafka-scripts, namespace: streaming }
data: { prepare.sh: "cp -r /opt/bitnami/kafka/config /config" }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: events-kafka, namespace: streaming }
spec: { minAvailable: 2, selector: { matchLabels: { ${labels} } } }
`),
  };
}

/** A quorum behind a headless Service, and a client Service beside it. */
export function zookeeper(): FaultApp {
  return {
    name: 'zookeeper',
    manifests: readManifests(`
apiVersion: v1
kind: Service
metadata: { name: zk-hs, namespace: streaming, labels: { app: zk } }
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: { app: zk }
  ports:
    - { port: 2888, name: server }
    - { port: 3888, name: leader-election }
---
apiVersion: v1
kind: Service
metadata: { name: zk-cs, namespace: streaming, labels: { app: zk } }
spec:
  selector: { app: zk }
  ports: [{ port: 2181, name: client }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: zk-pdb, namespace: streaming }
spec:
  selector: { matchLabels: { app: zk } }
  maxUnavailable: 1
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk, namespace: streaming }
spec:
  selector: { matchLabels: { app: zk } }
  serviceName: zk-hs
  replicas: 3
  updateStrategy: { type: RollingUpdate }
  podManagementPolicy: Parallel
  template:
    metadata: { labels: { app: zk } }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - labelSelector: { matchExpressions: [{ key: app, operator: In, values: [zk] }] }
              topologyKey: kubernetes.io/hostname
      securityContext: { runAsUser: 1000, fsGroup: 1000 }
      containers:
        - name: kubernetes-zookeeper
          imagePullPolicy: Always
          image: registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10
          resources: { requests: { memory: 1Gi, cpu: "0.5" } }
          ports:
            - { containerPort: 2181, name: client }
            - { containerPort: 2888, name: server }
            - { containerPort: 3888, name: leader-election }
          command: [sh, -c, "start-zookeeper --servers=3 --data_dir=/var/lib/zookeeper/data --client_port=2181"]
          readinessProbe: { exec: { command: [sh, -c, zookeeper-ready 2181] }, initialDelaySeconds: 10, timeoutSeconds: 5 }
          livenessProbe: { exec: { command: [sh, -c, zookeeper-ready 2181] }, initialDelaySeconds: 60, periodSeconds: 30, timeoutSeconds: 5 }
          volumeMounts: [{ name: datadir, mountPath: /var/lib/zookeeper }]
  volumeClaimTemplates:
    - metadata: { name: datadir }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }
`),
  };
}
