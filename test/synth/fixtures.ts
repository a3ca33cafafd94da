import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, type AppProps, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { HealthCheck, InternalBackend } from '../../lib';
import { LinkError } from '../../lib/linker';

/** A folder of its own for each test's output. */
export function freshFolder(): string {
  return path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-')), 'dist');
}

/** A plain cdk8s app that writes to a folder of its own. */
export function plainApp(props: AppProps = {}): App {
  return new App({ outdir: freshFolder(), ...props });
}

export function backend(scope: Construct, name: string): InternalBackend {
  return new InternalBackend(scope, name, { image: `ghcr.io/acme/${name}:1.0.0`, port: 80, targetPort: 8080, health: HealthCheck.http('/healthz') });
}

/** Breaks a backend's Service past our own checks, as an escape hatch might. */
export function breakTargetPort(target: InternalBackend): void {
  ApiObject.of(target.service).addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 'nobody'));
}

/** A Service that selects nothing, made with cdk8s alone. */
export function strayService(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: id },
    spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] },
  });
}

/** An object that counts how often it is rendered. */
export class CountedObject extends ApiObject {
  renders = 0;

  constructor(scope: Construct, id: string) {
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id } });
  }

  override toJson(): unknown {
    this.renders += 1;
    return super.toJson();
  }
}

/** The error that a synth throws, as what it must be. */
export function linkErrorOf(work: () => unknown): LinkError {
  try {
    work();
  } catch (error) {
    if (error instanceof LinkError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Every file below a folder with its content. */
export function filesOf(folder: string): Record<string, string> {
  if (!fs.existsSync(folder)) return {};
  const names = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const entries = names.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(entries.map((file) => [path.relative(folder, file), fs.readFileSync(file, 'utf8')]));
}

/** A chart with a backend in it. */
export class ShopChart extends Chart {
  readonly orders: InternalBackend;

  constructor(scope: Construct, id = 'shop') {
    super(scope, id, { namespace: 'shop' });
    this.orders = backend(this, 'orders');
  }
}
