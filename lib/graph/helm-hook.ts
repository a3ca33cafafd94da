import { text } from './json';
import type { Workload } from './workload';

const HOOK = 'helm.sh/hook';

/** The annotation's values for what `helm test` runs; Helm 2 told success and failure apart. */
const TESTS = ['test', 'test-success', 'test-failure'];

/**
 * Whether Helm runs it once and beside the app: what `helm test` starts, and a bare Pod of another hook. `helm create` renders such a
 * Pod with the labels that its Service selects; it ends at once, and is seldom there at all.
 *
 * @see https://helm.sh/docs/topics/chart_tests/
 */
export function isHelmHook(workload: Workload): boolean {
  const hooks = (workload.object.annotations[HOOK] ?? '').split(',').map((hook) => hook.trim());
  if (hooks.some((hook) => TESTS.includes(hook))) return true;
  return workload.object.kind === 'Pod' && hooks[0] !== '' && text(workload.spec.restartPolicy) === 'Never';
}
