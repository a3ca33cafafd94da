// Loads the artifact as the package does, and judges JSON lines from stdin; or,
// without any, measures start-up, throughput and memory on a built-in sample.
//
//   node try.mjs < lines.jsonl        node try.mjs --measure [--wasm=FILE]

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

import { shim, validate, wasiImports } from './shim.mjs';

const room = dirname(fileURLToPath(import.meta.url));
function readModule() {
  const option = process.argv.find((argument) => argument.startsWith('--wasm='));
  if (option) return readFileSync(option.slice('--wasm='.length));
  return brotliDecompressSync(readFileSync(join(room, 'dist/apiserver.wasm.br')));
}

async function load(module) {
  const instance = await WebAssembly.instantiate(module, wasiImports(module, shim(() => instance.exports.memory)));
  instance.exports._initialize();
  return instance;
}

/** Ten objects such as an app has, the i-th of its kind. */
function sample(i) {
  const labels = { app: `app-${i}` };
  const metadata = (suffix = '') => ({ name: `app-${i}${suffix}`, namespace: 'shop', labels });
  const template = {
    metadata: { labels },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'web', image: 'ghcr.io/acme/web:2.0.1', ports: [{ name: 'http', containerPort: 8080 }],
        env: [{ name: 'A', value: 'b' }, { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
        resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '512Mi' } },
        readinessProbe: { httpGet: { path: '/', port: 'http' } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      }],
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }],
    },
  };
  const objects = [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata(), spec: { replicas: 2, selector: { matchLabels: labels }, template } },
    { apiVersion: 'v1', kind: 'Service', metadata: metadata(), spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] } },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: metadata(), spec: { maxUnavailable: 1, selector: { matchLabels: labels } } },
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: metadata(), spec: { podSelector: { matchLabels: labels }, ingress: [{ ports: [{ port: 8080 }] }] } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(), data: { a: 'b' } },
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: metadata(), spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `app-${i}` } } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata() },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: metadata('-db'), spec: { serviceName: 'db', selector: { matchLabels: labels }, template } },
    { apiVersion: 'batch/v1', kind: 'CronJob', metadata: metadata(), spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } } } } },
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: metadata(), spec: { rules: [{ host: 'a.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }] } }] } },
  ];
  return objects[i % objects.length];
}

function batch(count, from) {
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify({ version: '1.34', level: 'restricted', object: sample(from + i) }));
  return `${lines.join('\n')}\n`;
}

async function measure() {
  const timed = async (label, work) => {
    const start = performance.now();
    const result = await work();
    console.log(`${label.padEnd(44)} ${(performance.now() - start).toFixed(0).padStart(6)} ms`);
    return result;
  };
  const start = performance.now();
  const wasm = await timed('read and decompress', readModule);
  const module = await timed('compile', () => WebAssembly.compile(wasm));
  const instance = await timed('instantiate and initialize', () => load(module));
  const first = await timed('first object', () => validate(instance, batch(1, 0)));
  console.log(`${'start-up to first object'.padEnd(44)} ${(performance.now() - start).toFixed(0).padStart(6)} ms\n${first}`);
  for (const count of [100, 1000, 10000]) {
    const fresh = await load(module);
    for (const state of ['cold', 'warm']) {
      const lines = batch(count, 1);
      const began = performance.now();
      const answer = validate(fresh, lines);
      const elapsed = performance.now() - began;
      const wrong = answer.trim().split('\n').filter((line) => !line.startsWith('{"status":"valid"'));
      console.log(`${count} objects ${state}: ${elapsed.toFixed(0)} ms, ${(count / elapsed * 1000).toFixed(0)}/s, ` +
        `${(fresh.exports.memory.buffer.byteLength / 2 ** 20).toFixed(0)} MiB${wrong.length ? `, ${wrong.length} not valid: ${wrong[0]}` : ''}`);
    }
  }
  console.log('imports:', WebAssembly.Module.imports(module).map(({ name }) => name).join(' '));
}

async function main() {
  if (process.argv.includes('--measure') || process.stdin.isTTY) return measure();
  process.stdout.write(validate(await load(await WebAssembly.compile(readModule())), readFileSync(0)));
}

await main();
