import { type Acknowledged, type Acknowledgement, annotated, covers, type UsedAcknowledgement } from '../graph/acknowledgement';
import type { Graph } from '../graph/graph';
import { isMisspelt, nearest } from '../graph/near';
import type { Finding } from '../report/finding';

/** What rules found in the graph of one cluster. */
export interface Checked {
  readonly graph: Graph;
  readonly findings: readonly Finding[];
}

/** A finding that the author accepts, and why. */
export interface AcknowledgedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/** What is left to report. */
export interface Acceptance {
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
  /** Every acknowledgement of a rule that was asked, with what came of it. */
  readonly used: readonly UsedAcknowledgement[];
}

/** What acknowledging depends on. */
export interface AcceptOptions {
  readonly acknowledgements: readonly Acknowledgement[];
  /** Names of the rules that were asked. */
  readonly asked: ReadonlySet<string>;
  /** Names of all rules. */
  readonly known: ReadonlySet<string>;
  /** Whether rules of other names are asked elsewhere. @default false */
  readonly more?: boolean;
  /** Such as `2026-12-31`; absent: nothing expires. */
  readonly today?: string;
}

/** Takes out the findings that were acknowledged, by construct or by annotation. */
export function accept(checked: readonly Checked[], options: AcceptOptions): Acceptance {
  const declared = options.acknowledgements.map((acknowledged) => new Entry(acknowledged, options));
  const entries = [...declared];
  const findings: Finding[] = [];
  const acknowledged: AcknowledgedFinding[] = [];
  for (const { graph, findings: found } of checked) {
    const own = annotated(graph.objects).map((entry) => new Entry(entry, options));
    entries.push(...own);
    const inForce = [...declared, ...own].filter((entry) => entry.holds);
    for (const finding of found) {
      const covering = inForce.filter((entry) => covers(entry.acknowledged, finding));
      for (const entry of covering) entry.used = true;
      const [first] = covering;
      if (first) acknowledged.push({ finding, reason: first.acknowledged.reason });
      else findings.push(finding);
    }
  }
  return { findings, acknowledged, used: entries.filter((entry) => entry.isOfInterest).map((entry) => entry.outcome) };
}

class Entry {
  used = false;

  constructor(readonly acknowledged: Acknowledged, private readonly options: AcceptOptions) {}

  /** Whether it may cover anything. */
  get holds(): boolean {
    return !this.isExpired && this.acknowledged.reason.trim() !== '';
  }

  /** One of a rule that was not asked may well be needed; so may one of a rule that is asked elsewhere. */
  get isOfInterest(): boolean {
    const { rule, custom = false } = this.acknowledged;
    const { asked, known, more = false } = this.options;
    if (known.has(rule)) return asked.has(rule);
    return !custom && (!more || [...known].some((name) => isMisspelt(rule, name)));
  }

  get outcome(): UsedAcknowledgement {
    const { acknowledged } = this;
    const { known } = this.options;
    if (!known.has(acknowledged.rule)) return { acknowledged, state: 'unknown-rule', nearest: nearest(acknowledged.rule, [...known]) };
    if (acknowledged.reason.trim() === '') return { acknowledged, state: 'no-reason' };
    if (this.isExpired) return { acknowledged, state: 'expired' };
    return { acknowledged, state: this.used || acknowledged.implied === true ? 'used' : 'unused' };
  }

  private get isExpired(): boolean {
    const { expires } = this.acknowledged;
    return expires !== undefined && this.options.today !== undefined && expires < this.options.today;
  }
}
