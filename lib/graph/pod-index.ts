import { mayShareNamespace } from './object';
import { type Labels, matchesLabels } from './selector';
import type { Workload } from './workload';

/** Finds workloads by the labels of their pods, without looking at all of them. */
export class PodIndex {
  private readonly byLabel = new Map<string, Workload[]>();

  constructor(workloads: readonly Workload[]) {
    for (const workload of workloads) {
      for (const [key, value] of Object.entries(workload.labels)) {
        const entry = `${key}=${value}`;
        const found = this.byLabel.get(entry);
        if (found) found.push(workload);
        else this.byLabel.set(entry, [workload]);
      }
    }
  }

  /** Workloads whose pods carry all the labels and may live in the namespace. Labels must not be empty. */
  select(labels: Labels, namespace: string | undefined): Workload[] {
    return this.rarest(labels).filter(
      (workload) => mayShareNamespace(workload.object.namespace, namespace) && matchesLabels(labels, workload.labels),
    );
  }

  /** Workloads whose pods carry all the labels, wherever they live. */
  selectAnywhere(labels: Labels): Workload[] {
    return this.rarest(labels).filter((workload) => matchesLabels(labels, workload.labels));
  }

  /** The shortest list that must hold every match: a label of one app is rarer than one that all carry. */
  private rarest(labels: Labels): readonly Workload[] {
    let shortest: readonly Workload[] | undefined;
    for (const [key, value] of Object.entries(labels)) {
      const found = this.byLabel.get(`${key}=${value}`) ?? [];
      if (shortest === undefined || found.length < shortest.length) shortest = found;
    }
    return shortest ?? [];
  }
}
