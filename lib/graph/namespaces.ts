import type { GraphObject } from './object';
import { judge, type Labels, type LabelSelector } from './selector';
import { type Verdict, verdictOf } from './verdict';

/** Every namespace has this label, with its name; the API server sees to it. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** What is known of the cluster's namespaces: those in the input with all their labels, any other by its name alone. */
export class Namespaces {
  private readonly labels = new Map<string, Labels>();

  constructor(objects: readonly GraphObject[]) {
    for (const { kind, group, name, labels } of objects) {
      if (kind === 'Namespace' && group === '') this.labels.set(name, { ...labels, [NAMESPACE_NAME_LABEL]: name });
    }
  }

  /** The namespaces whose objects are in the input, with their labels. */
  get known(): ReadonlyMap<string, Labels> {
    return this.labels;
  }

  /** Whether a selector picks a namespace. Of one that is not in the input, or has no name yet, other labels may be anything. */
  matches(selector: LabelSelector, namespace: string | undefined): Verdict {
    if (namespace === undefined) return judge(selector, {}, () => true);
    const known = this.labels.get(namespace);
    return judge(selector, known ?? { [NAMESPACE_NAME_LABEL]: namespace }, () => known === undefined);
  }
}

/** Whether two objects live in one namespace; those that name none go where the others go that name none. */
export function shareNamespace(a: string | undefined, b: string | undefined): Verdict {
  return a === b ? 'yes' : a === undefined || b === undefined ? 'unknown' : verdictOf(false);
}
