import { LabelMap } from './label-map';
import { mayShareNamespace } from './object';
import { gainedPairs, mayGain } from './run-time-labels';
import { type Labels, matchesLabels } from './selector';
import type { Workload } from './workload';

/** Finds workloads by the labels of their pods, without looking at all of them. */
export class PodIndex {
  private readonly byLabel = new LabelMap<Workload>();

  constructor(private readonly workloads: readonly Workload[]) {
    for (const workload of workloads) {
      for (const [key, value] of Object.entries(workload.labels)) this.byLabel.add(key, value, workload);
    }
  }

  /**
   * Workloads whose pods carry all the labels and may live in the namespace; where there are none, those whose pods may
   * gain at run time what their template lacks. Labels must not be empty.
   */
  select(labels: Labels, namespace: string | undefined): Workload[] {
    const here = (workload: Workload): boolean => mayShareNamespace(workload.object.namespace, namespace);
    const carrying = this.selectAnywhere(labels).filter(here);
    return carrying.length > 0 ? carrying : this.selectGaining(labels).filter(here);
  }

  /** Workloads whose pods carry all the labels, wherever they live. */
  selectAnywhere(labels: Labels): Workload[] {
    return this.rarest(labels).filter((workload) => matchesLabels(labels, workload.labels));
  }

  private selectGaining(labels: Labels): Workload[] {
    const gained = gainedPairs(labels);
    if (gained.length === 0) return [];
    const written = Object.fromEntries(Object.entries(labels).filter(([key]) => !gained.some((pair) => pair[0] === key)));
    const candidates = Object.keys(written).length === 0 ? this.workloads : this.selectAnywhere(written);
    return candidates.filter((workload) => gained.every((pair) => workload.labels[pair[0]] === pair[1] || mayGain(workload, pair)));
  }

  /** The shortest list that must hold every match: a label of one app is rarer than one that all carry. */
  private rarest(labels: Labels): readonly Workload[] {
    let shortest: readonly Workload[] | undefined;
    for (const [key, value] of Object.entries(labels)) {
      const found = this.byLabel.get(key, value);
      if (shortest === undefined || found.length < shortest.length) shortest = found;
    }
    return shortest ?? [];
  }
}
