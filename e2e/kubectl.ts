import { spawn } from 'node:child_process';

/** How a call of kubectl ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  /** What it reads on standard input, as text or as objects. @default - nothing */
  readonly input?: string | readonly object[];
  /** How long it may take, in seconds. @default 60 */
  readonly timeout?: number;
}

/** The user's own kubectl, and so the cluster, the account and the context that `KUBECONFIG` says. */
export class Kubectl {
  /** @param signal ends every call under way */
  public constructor(
    private readonly signal?: AbortSignal,
    private readonly program = 'kubectl',
  ) {}

  /** Calls kubectl, and says how that ended; throws only where it could not run at all, or not to its end. */
  public call(args: readonly string[], { input, timeout = 60 }: CallOptions = {}): Promise<Outcome> {
    const late = AbortSignal.timeout(timeout * 1000);
    const signal = this.signal ? AbortSignal.any([this.signal, late]) : late;
    return new Promise((resolve, reject) => {
      // A process group of its own: Ctrl-C in a terminal must not end the kubectl that cleans up.
      const child = spawn(this.program, args, { detached: true, signal });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.on('error', (error) => {
        reject(late.aborted ? new Error(`kubectl ${args.join(' ')}: no end after ${String(timeout)} seconds`) : explained(error));
      });
      child.on('close', (code) => {
        resolve({ code: code ?? 1, stdout, stderr });
      });
      child.stdin.on('error', () => undefined); // it may end before it has read everything; its exit code tells why
      child.stdin.end(typeof input === 'string' ? input : (input ?? []).map((object) => JSON.stringify(object)).join('\n---\n'));
    });
  }

  /** What kubectl prints. Throws what it says where it fails. */
  public async print(args: readonly string[], options?: CallOptions): Promise<string> {
    const { code, stdout, stderr } = await this.call(args, options);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr.trim()}`);
    return stdout;
  }

  /** The objects that `kubectl get` finds. */
  public async get(args: readonly string[]): Promise<Found[]> {
    const { items } = JSON.parse(await this.print(['get', ...args, '-o', 'json'])) as { items: Found[] };
    return items;
  }
}

/** An object of the cluster, as far as it is looked at here. */
export interface Found {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec?: { readonly clusterIP?: string };
  readonly status?: {
    readonly readyReplicas?: number;
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
  readonly reason?: string;
  readonly message?: string;
  readonly involvedObject?: { readonly kind: string; readonly name: string };
}

interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
}

function explained(error: Error): Error {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return missing ? new Error('kubectl is not on the PATH; install it: https://kubernetes.io/docs/tasks/tools/') : error;
}
