import { list, text } from './json';
import { SERVICE_LABEL, STABLE_TRACK, TRACK_LABEL } from './pattern-labels';
import { linkPort } from './port-link';
import type { ServicePort } from './service';
import type { Container, Workload } from './workload';

/** Whether pods say that they join a pattern's Service beside its own, as a canary does. */
export function joinsByDeclaration({ labels }: Workload): boolean {
  return Object.hasOwn(labels, SERVICE_LABEL) && Object.hasOwn(labels, TRACK_LABEL) && labels[TRACK_LABEL] !== STABLE_TRACK;
}

/** What people call the variants of one app by; the last part of a label's key. */
const VARIANT_KEY = /^(version|rev|revision|track|release-track|colou?r|slot|stage|variant|canary|shard|zone|arch|os|(.*[-_])?role)$/i;

/** What stands beside pods that bear no such label, as a canary beside what was there before. */
const NEWCOMER = /^(canary|alpha|beta|preview|next|experimental|baseline)$/i;

/** What people call apps by: where these differ, so do the apps, each with a version of its own. */
const APP_KEYS = ['app', 'k8s-app', 'app.kubernetes.io/name'];

/** Whether two workloads run variants of one app, which are behind one Service on purpose: by their labels, or by what they run. */
export function areVariants(a: Workload, b: Workload, ports: readonly ServicePort[]): boolean {
  if (isJob(a) !== isJob(b)) return false;
  return differAsVariants(a, b) || runSame(a, b, ports);
}

/** Whether its pods run to an end, so that they serve nothing for long. */
export function isJob({ object }: Workload): boolean {
  return object.kind === 'Job' || object.kind === 'CronJob';
}

function differAsVariants(a: Workload, b: Workload): boolean {
  const differ = (key: string): boolean => a.labels[key] !== b.labels[key];
  if (APP_KEYS.some((key) => Object.hasOwn(a.labels, key) && Object.hasOwn(b.labels, key) && differ(key))) return false;
  const keys = new Set([...Object.keys(a.labels), ...Object.keys(b.labels)]);
  return [...keys].filter(differ).some((key) => {
    const name = key.slice(key.lastIndexOf('/') + 1);
    if ([a, b].some(({ labels }) => NEWCOMER.test(labels[key] ?? ''))) return VARIANT_KEY.test(name) || name === 'release';
    // One that only one of them bears tells nothing: a Pod for debugging has no version either.
    return VARIANT_KEY.test(name) && Object.hasOwn(a.labels, key) && Object.hasOwn(b.labels, key);
  });
}

/** Whether both listen on all the ports with the same image; where neither declares one, whether both run the same program. */
function runSame(a: Workload, b: Workload, ports: readonly ServicePort[]): boolean {
  const opened = (workload: Workload): (Container | undefined)[] =>
    ports.map((port) => {
      const link = linkPort(port, workload);
      return link.status === 'open' ? link.port.container : undefined;
    });
  const [left, right] = [opened(a), opened(b)];
  if (left.every((container) => container === undefined) && right.every((container) => container === undefined)) {
    return programsOf(a) === programsOf(b);
  }
  return left.every((container, index) => {
    const other = right[index];
    return container !== undefined && other !== undefined && repositoryOf(container) === repositoryOf(other);
  });
}

function programsOf({ containers }: Workload): string {
  return JSON.stringify(
    containers
      .filter(({ role }) => role !== 'init')
      .map((container) => [repositoryOf(container), list(container.manifest.command), list(container.manifest.args)]),
  );
}

/** An image without its tag and digest. */
function repositoryOf({ manifest }: Container): string {
  return (text(manifest.image) ?? '').replace(/@.*$/, '').replace(/:[^/]*$/, '');
}
