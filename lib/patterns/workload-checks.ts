import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { isAtLeast, type TargetData } from '../target/target-data';
import { checkAnnotations, checkLabels, writeAsText } from '../report/label-checks';
import { refuseSelectorLabels } from './labels';
import type { PodProps } from './workload-props';

/** From here on names of environment variables may hold any printable character but "=". */
const ANY_ENV_NAME_SINCE = '1.32';

/** Checks what a pattern is told about its pods, but for what ports, probes and drain need. */
export function checkPods(path: string, name: string, props: PodProps, target: TargetData): void {
  checkImage(path, props.image);
  checkCommand(path, props.command);
  checkEnv(path, props.env, target);
  refuseSelectorLabels(path, 'podLabels', props.podLabels);
  for (const field of ['labels', 'podLabels', 'nodeSelector'] as const) checkLabels(path, field, props[field]);
  for (const field of ['annotations', 'podAnnotations'] as const) checkAnnotations(path, field, props[field]);
  checkContainers(path, name, props);
}

/** Plain JavaScript may leave the image out. */
function checkImage(path: string, image: string | undefined): void {
  if (image !== undefined && /^\S+$/.test(image)) return;
  throw propError({
    path,
    field: 'image',
    problem: 'The image must be a reference that a node can pull',
    got: quote(image),
    fix: 'give repository and tag or digest, such as "ghcr.io/acme/orders:1.4.2"',
  });
}

function checkCommand(path: string, command: readonly string[] | undefined): void {
  if (command === undefined || (command[0] ?? '') !== '') return;
  throw propError({
    path,
    field: 'command',
    problem: 'command must begin with a program',
    got: quote(command),
    fix: 'give the program and its arguments, or leave command out for the image\'s own entry point',
  });
}

/** Checks the name of an environment variable. */
export function checkEnvName(path: string, field: string, name: string, target: TargetData): void {
  const relaxed = isAtLeast(target, ANY_ENV_NAME_SINCE);
  const pattern = relaxed ? /^[ -<>-~]+$/ : /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
  if (pattern.test(name)) return;
  const allowed = relaxed ? 'any printable ASCII characters but "="' : 'letters, digits, "_", "-" and ".", and no digit first';
  throw propError({
    path,
    field,
    problem: `The name of an environment variable holds ${allowed}`,
    got: quote(name),
    fix: 'write it like "LOG_LEVEL"',
  });
}

function checkEnv(path: string, env: Readonly<Record<string, unknown>> = {}, target: TargetData): void {
  for (const [name, value] of Object.entries(env)) {
    checkEnvName(path, 'env', name, target);
    if (typeof value === 'string' || (typeof value === 'object' && value !== null)) continue;
    throw propError({
      path,
      field: `env[${quote(name)}]`,
      problem: 'The value of an environment variable must be text, or an EnvValue',
      got: quote(value),
      fix: writeAsText(value),
    });
  }
}

/** Names of a pod's containers must differ, and each list takes its own kind. */
function checkContainers(path: string, main: string, { sidecars = [], initContainers = [] }: PodProps): void {
  const owners = new Map([[main, 'the pattern\'s own container']]);
  for (const [index, { name, restartPolicy }] of sidecars.entries()) {
    const field = `sidecars[${String(index)}]`;
    claimContainerName(path, field, name, owners);
    if (restartPolicy === undefined) continue;
    const fix = 'move it to initContainers, where restartPolicy makes it a native sidecar, or leave restartPolicy out';
    throw propError({
      path,
      field: `${field}.restartPolicy`,
      problem: 'Only init containers have a restartPolicy',
      got: quote(restartPolicy),
      fix,
    });
  }
  for (const [index, { name }] of initContainers.entries()) {
    // cdk8s-plus numbers those that have no name.
    claimContainerName(path, `initContainers[${String(index)}]`, name ?? `init-${String(index)}`, owners);
  }
}

function claimContainerName(path: string, field: string, name: string | undefined, owners: Map<string, string>): void {
  const refuse = (problem: string, got: string, fix: string): Error => propError({ path, field: `${field}.name`, problem, got, fix });
  if (name === undefined) throw refuse('A sidecar needs a name', 'no name', 'name it after what it does, such as name: "metrics"');
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    throw refuse(
      'A container\'s name is up to 63 lower-case letters, digits and hyphens',
      quote(name),
      'write it like "metrics" or "log-shipper"',
    );
  }
  const other = owners.get(name);
  if (other !== undefined) {
    throw refuse(`Two containers of the pod are named ${quote(name)}`, listed([other, field]), `give ${field} a name of its own`);
  }
  owners.set(name, field);
}
