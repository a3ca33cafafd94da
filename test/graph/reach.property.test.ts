import * as fc from 'fast-check';
import { buildGraph } from '../../lib/graph/graph';
import { mayReach } from '../../lib/graph/reach';
import type { Verdict } from '../../lib/graph/verdict';
import { toInput } from '../rules/manifests';
import { clusters, complete, completions, gaps, leaveOut } from './arbitrary-clusters';
import { ALL, type Freedom, type Manifest, passing, type PortSet, portsWhere } from './reach-brute-force';

const LEAST: Freedom = { blocksHoldPods: false, sharesNode: false, knowsHostPods: false };
const MOST: Freedom = { blocksHoldPods: true, sharesNode: true, knowsHostPods: true };

/** The ports of each answer, between two ends. */
interface Answer extends Record<Verdict, PortSet> {
  /** Whether an end uses its node's network. */
  readonly byHost: boolean;
}

/** What the linker says of all traffic, by `from -> to`. */
function answers(manifests: readonly Manifest[]): Map<string, Answer> {
  const { policies, workloads } = buildGraph(toInput(JSON.parse(JSON.stringify(manifests))).objects);
  const ends = ['outside' as const, ...workloads];
  const found = new Map<string, Answer>();
  for (const from of ends) {
    for (const to of ends) {
      if (from === 'outside' && to === 'outside') continue;
      const said = ALL.map((port) => mayReach(policies, { from, to, ...port }));
      const portsOf = (verdict: Verdict): PortSet => portsWhere((_, bit) => said[bit] === verdict);
      const pods = [from, to].filter((end) => end !== 'outside');
      found.set([from, to].map((end) => (end === 'outside' ? end : end.object.name)).join(' -> '), {
        yes: portsOf('yes'),
        no: portsOf('no'),
        unknown: portsOf('unknown'),
        byHost: pods.some(({ hostNetwork }) => hostNetwork),
      });
    }
  }
  return found;
}

/**
 * Ports for which an answer does not hold, whatever plugins make of what the specification leaves to them; and those for
 * which it is needlessly unknown.
 */
function faults(said: ReadonlyMap<string, Answer>, manifests: readonly Manifest[]): { wrong: string[]; timid: string[] } {
  const [least, most] = [passing(manifests, LEAST), passing(manifests, MOST)];
  const [wrong, timid]: string[][] = [[], []];
  for (const [ends, { yes, no, unknown, byHost }] of said) {
    const [surely, perhaps] = [least.get(ends)!, most.get(ends)!];
    const show = (ports: PortSet): string[] =>
      ALL.filter((_, bit) => ports & (1 << bit)).map(({ port, protocol }) => `${ends} ${String(port)}/${protocol}`);
    wrong!.push(...show((yes & ~surely) | (no & perhaps)));
    // Of pods on their nodes' network less is said than could be.
    if (!byHost) timid!.push(...show(unknown & ~(surely ^ perhaps)));
  }
  return { wrong: wrong!, timid: timid! };
}

/** Were all of it open, or closed, nothing would have been proved. */
function expectAll(said: readonly Answer[]): void {
  for (const verdict of ['yes', 'no', 'unknown'] as const) {
    expect(said.filter((answer) => answer[verdict] !== 0).length).toBeGreaterThan(200);
  }
}

describe('what network policies let through', () => {
  it('is what the specification lets through, where all is known', () => {
    const seen: Answer[] = [];
    fc.assert(
      fc.property(clusters({ gains: false }), ({ namespaces, workloads, policies }) => {
        const manifests = [...namespaces, ...workloads, ...policies];
        const said = answers(manifests);
        expect(faults(said, manifests)).toEqual({ wrong: [], timid: [] });
        seen.push(...said.values());
      }),
      { numRuns: 300 },
    );
    expectAll(seen);
  });

  it('holds in every cluster that an input with gaps may be part of, where it is not unknown', () => {
    const seen: Answer[] = [];
    fc.assert(
      fc.property(clusters({ gains: true }), gaps, fc.array(completions, { minLength: 3, maxLength: 3 }), (cluster, missing, found) => {
        const manifests = leaveOut(cluster, missing);
        const said = answers(manifests);
        for (const completion of found) expect(faults(said, complete(manifests, completion)).wrong).toEqual([]);
        seen.push(...said.values());
      }),
      { numRuns: 300 },
    );
    expectAll(seen);
  });
});
