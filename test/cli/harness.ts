import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { main } from '../../lib/cli/main';

const ROOT = path.resolve(__dirname, '../..');

/** What a run of the command line came to. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own with these files, that is the root of a repository: nothing above it counts. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-cli-'));
  fs.mkdirSync(path.join(folder, '.git'));
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** Runs the command line in this process, on real files. */
export async function run(cwd: string, ...args: string[]): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  const code = await main(args, {
    cwd,
    stdout: (text) => { stdout += text; },
    stderr: (text) => { stderr += text; },
    color: false,
    showsProgress: false,
  });
  return { code, stdout, stderr };
}

const BIN = 'require("tsx/cjs"); require(process.argv[1]).run();';

/** Runs the command line as a process of its own, as its bin does. */
export function spawn(cwd: string, args: readonly string[], options: { input?: string; env?: NodeJS.ProcessEnv } = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', BIN.replace('"tsx/cjs"', JSON.stringify(require.resolve('tsx/cjs'))), path.join(ROOT, 'lib/cli/main.ts'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...options.env },
    ...(options.input === undefined ? {} : { input: options.input }),
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web:2.0.1
          ports: [{ name: http, containerPort: 3000 }]
          readinessProbe: { httpGet: { path: /healthz, port: http } }
`;

/** A Deployment and its Service, whose target port is this. */
export function app(targetPort = 'http', more = ''): string {
  return `${DEPLOYMENT}---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop${more} }
spec:
  selector: { app: web }
  ports:
    - name: http
      port: 80
      targetPort: ${targetPort}
`;
}
