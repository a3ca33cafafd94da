import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Provenance } from '../graph/object';
import { type Callable, CallSite } from '../report/call-site';
import { targetDataOf } from '../target/cluster-target';
import type { PodSecurityLevelName } from '../target/target-data';

const callSites = new WeakMap<IConstruct, CallSite>();
const ours = new WeakSet<ApiObject>();
const levels = new WeakMap<ApiObject, PodSecurityLevelName>();

/** Remembers the author's line of a pattern; everything that the pattern holds is traced back to it. */
export function rememberCallSite(pattern: IConstruct, below: Callable): void {
  const site = CallSite.capture(below);
  if (site) callSites.set(pattern, site);
}

/** Declares an object to be of our making: it is held to more than what others made. */
export function own<T extends ApiObject>(object: T): T {
  ours.add(object);
  return object;
}

/** Declares the Pod Security level that a pattern promises for the pods of an object. */
export function promise<T extends ApiObject>(object: T, level: PodSecurityLevelName): T {
  levels.set(object, level);
  return object;
}

/** The Pod Security level that the pods of an object must keep to: the target's, or what its pattern promises; none on others' objects. */
export function podSecurityOf(object: ApiObject): PodSecurityLevelName | undefined {
  const promised = levels.get(object);
  return promised && (targetDataOf(object).podSecurityLevel ?? promised);
}

/** Whether one of our patterns made the object. */
export function isOurs(object: ApiObject): boolean {
  return ours.has(object);
}

/** The object's path, and the line of the pattern that encloses it. Cheap: the line is read only when asked for. */
export function provenanceOf(object: ApiObject): Provenance {
  const scopes = object.node.scopes;
  for (let index = scopes.length - 1; index >= 0; index -= 1) {
    const scope = scopes[index];
    const site = scope && callSites.get(scope);
    if (site) return new Traced(object.node.path, site);
  }
  return { path: object.node.path };
}

/** The path of a construct, with a line that is read only when asked for. */
export class Traced implements Provenance {
  constructor(readonly path: string, private readonly site: CallSite) {}

  get source(): Provenance['source'] {
    return this.site.source;
  }
}
