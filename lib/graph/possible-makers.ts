import { addTo } from './add-to';
import { type Json, list, record } from './json';
import { MAKERS } from './makers';
import { type GraphObject, mayShareNamespace } from './object';

/** Kinds of other groups that make no object of the core group, though they name some. */
const MAKE_NOTHING = /(Monitor|Rule|Route|RouteTCP|RouteUDP|Policy|Authentication|Middleware|VirtualService|DestinationRule|ServiceEntry|ScaledObject|ReferenceGrant)$/;

/** Kinds that install whole charts, wherever they say. */
const INSTALLERS = /^(Application|ApplicationSet|HelmRelease|HelmChart|HelmChartConfig|Kustomization|Terraform|Workspace)$/;

/** Fields under which custom resources name what they make, or have made. */
const NAMING = /name$|secret|ref$/i;

/**
 * Knows what custom resources of the input may have their operators make without saying so: what bears their name, as the Secret
 * `db-app` of a Cluster `db`, and what they name themselves.
 */
export class PossibleMakers {
  private readonly byName = new Map<string, (string | undefined)[]>();
  private readonly mentioned = new Set<string>();

  constructor(objects: readonly GraphObject[]) {
    for (const { group, kind, name, namespace, manifest } of objects) {
      if (!group.includes('.') || group.endsWith('.k8s.io') || MAKE_NOTHING.test(kind) || `${kind}.${group}` in MAKERS) continue;
      // An Argo Rollout and its like run pods, whose references are what is asked about.
      if (list(record(record(record(manifest.spec).template).spec).containers).length > 0) continue;
      const place = INSTALLERS.test(kind) ? undefined : namespace;
      addTo(this.byName, name, place);
      this.read(manifest.spec);
    }
  }

  /** Whether an operator of the input may make an object of that name, of whatever kind. */
  mayMake(namespace: string | undefined, name: string): boolean {
    if (this.byName.size === 0) return false;
    if (this.mentioned.has(name)) return true;
    return runsOf(name).some((run) => this.byName.get(run)?.some((of) => mayShareNamespace(of, namespace)));
  }

  private read(value: Json, key = ''): void {
    if (typeof value === 'string') {
      if (NAMING.test(key)) this.mentioned.add(value);
    } else if (typeof value === 'object' && value !== null) {
      // The entries of a list are told by what the list is called.
      for (const [at, entry] of Object.entries(value)) this.read(entry, Array.isArray(value) ? key : at);
    }
  }
}

/** More words than a name has that people write. */
const MOST_WORDS = 16;

/** The parts of a name that are whole words: `db-app-user` has `db`, `db-app`, `app-user` and so on. */
function runsOf(name: string): string[] {
  const ends = [...name.matchAll(/[-.]/g)].map(({ index }) => index).slice(0, MOST_WORDS);
  const starts = [0, ...ends.map((end) => end + 1)];
  return starts.flatMap((start) => [...ends, name.length].filter((end) => end > start).map((end) => name.slice(start, end)));
}
