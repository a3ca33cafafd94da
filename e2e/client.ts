import type { Kubectl } from './kubectl';
import type { Manifest } from './manifest';
import type { Question } from './plan';
import { type Tally, tallyJson, tallyLines } from './tally';

/** What is sent where, as a client inside the cluster needs it. */
export interface Target {
  readonly host: string;
  readonly question: Question;
}

/** A window of requests: so many a second, for so many seconds. */
export interface Window {
  readonly rate: number;
  readonly seconds: number;
}

/** A program in the client's pod that sends requests. */
export interface ClientProgram {
  /** What keeps the pod running. @default - what its image does */
  readonly command?: readonly string[];
  /** The command that asks one target at a rate. What it prints is read by `tally`. */
  load(target: Target, window: Window): readonly string[];
  tally(target: Target, window: Window, printed: string): Tally;
}

export const CLIENT_LABELS = { 'app.kubernetes.io/name': 'e2e-client' };

// One line a request, written at once, so that requests which overlap do not mix theirs. Where there is nc, it opens connections:
// curl's telnet waits for the other side to end them.
const ASK_AT_A_RATE = `
connect() {
  if ! command -v nc >/dev/null; then page "telnet://$1:$2"
  elif nc -z -w 3 "$1" "$2" </dev/null >/dev/null 2>&1; then echo '0 000 0.001'
  else echo '7 000 0.000'
  fi
}
page() {
  curl --silent --output /dev/null --max-time 3 --globoff --write-out '%{exitcode} %{http_code} %{time_connect}\\n' "$1" </dev/null
}
times=$1 pause=$2 i=0
shift 2
while [ "$i" -lt "$times" ]; do
  "$@" &
  i=$((i + 1))
  sleep "$pause"
done
wait
exit 0
`.trim();

/** curl and nc, from a shell. */
export const curlClient: ClientProgram = {
  command: ['sh', '-c', 'while :; do sleep 3600; done'],
  load: ({ host, question: { path, port } }, { rate, seconds }) => {
    const request = path === undefined ? ['connect', host, String(port)] : ['page', httpUrl(host, port, path)];
    return ['sh', '-c', ASK_AT_A_RATE, 'load', String(Math.ceil(rate * seconds)), String(1 / rate), ...request];
  },
  tally: ({ question }, { rate, seconds }, printed) => tallyLines(printed, { asked: Math.ceil(rate * seconds), http: question.path !== undefined }),
};

/**
 * A program that says itself what became of its requests:
 * `PROGRAM load -rate N -for 5s http://HOST:PORT/PATH` (or `tcp://HOST:PORT`) prints `{"requests": 500, "failed": 0, "kinds": {}}`.
 */
export function loadProgram(program: string): ClientProgram {
  return {
    load: ({ host, question: { path, port } }, { rate, seconds }) => {
      const url = path === undefined ? `tcp://${authority(host, port)}` : httpUrl(host, port, path);
      return [program, 'load', '-rate', String(Math.ceil(rate)), '-for', `${String(seconds)}s`, url];
    },
    tally: (_target, _window, printed) => tallyJson(printed),
  };
}

function httpUrl(host: string, port: number, path: string): string {
  return `http://${authority(host, port)}${path.startsWith('/') ? path : `/${path}`}`;
}

/** An address of IPv6 stands in brackets. */
function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

/** The pod that asks, in a namespace of its own: "restricted", as everything here. */
export function clientManifests(namespace: string, image: string, { command }: Pick<ClientProgram, 'command'>): Manifest[] {
  const security = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
  const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '256Mi' } };
  const volumeMounts = [{ name: 'tmp', mountPath: '/tmp' }];
  return [
    restrictedNamespace(namespace),
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'client', namespace, labels: CLIENT_LABELS },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 0,
        // A number that no image has: curl does not mind.
        securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{ name: 'client', image, ...(command ? { command } : {}), resources, securityContext: security, volumeMounts }],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
      },
    },
  ];
}

/** A namespace that admits only pods which keep to "restricted". */
export function restrictedNamespace(name: string): Manifest {
  const labels = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
    'kubernetes.io/metadata.name': name,
  };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** Sends a window of requests from the client's pod. */
export async function ask(kubectl: Kubectl, { namespace, program }: Client, target: Target, window: Window): Promise<Tally> {
  const args = ['exec', '-n', namespace, 'client', '--', ...program.load(target, window)];
  return program.tally(target, window, await kubectl.print(args, { timeout: window.seconds + 30 }));
}

/** The client's pod, and the program in it. */
export interface Client {
  readonly namespace: string;
  readonly program: ClientProgram;
}
