import { type Finding, link } from '../../lib/linker';
import { toInput } from '../rules/manifests';
import type { Fault, FaultApp, SeededApp } from './fault';
import { loadFolder } from './load';

/** One fault in one app. */
export interface SeededCase {
  readonly rule: string;
  readonly fault: Fault;
  readonly healthy: FaultApp;
  readonly seeded: SeededApp;
  /** What the linker finds in the seeded app. */
  readonly findings: () => readonly Finding[];
  /** What the linker finds in the healthy app. */
  readonly before: () => readonly Finding[];
}

/** Every healthy app: what the functions of `apps/*.ts` return. */
export function healthyApps(): FaultApp[] {
  const exported = [...loadFolder('apps').values()].flatMap((module) => Object.values(module));
  return exported
    .filter((value): value is () => FaultApp | readonly FaultApp[] => typeof value === 'function')
    .flatMap((makeApp) => makeApp())
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The faults of `mutations/*.ts`, by the rule that must find them. */
export function faultsByRule(): Map<string, readonly Fault[]> {
  return new Map([...loadFolder('mutations')].map(([rule, module]) => [rule, module.faults as readonly Fault[]]));
}

/** Each fault in each app that has something to break that way. */
export function seedAll(apps: readonly FaultApp[], faults: ReadonlyMap<string, readonly Fault[]>): SeededCase[] {
  const before = new Map(apps.map((app) => [app, lazy(() => findingsOf(app))]));
  return [...faults].flatMap(([rule, ofRule]) =>
    ofRule.flatMap((fault) =>
      apps.flatMap((healthy) => {
        const seeded = copyOf(healthy);
        if (!fault.seed(seeded)) return [];
        if (JSON.stringify(seeded) === textOf(healthy)) throw new Error(`${rule}: "${fault.name}" leaves ${healthy.name} as it was`);
        const findings = lazy(() => findingsOf(seeded));
        return [{ rule, fault, healthy, seeded, findings, before: before.get(healthy)! }];
      }),
    ),
  );
}

/** Asks once: there are thousands of cases, and each is looked at from several sides. */
function lazy<T>(ask: () => T): () => T {
  let answer: { readonly value: T } | undefined;
  return () => (answer ??= { value: ask() }).value;
}

/** A copy in which nothing is shared, not even what a YAML alias made one. */
function copyOf(app: FaultApp): SeededApp {
  return JSON.parse(textOf(app)) as SeededApp;
}

const texts = new WeakMap<FaultApp, string>();

function textOf(app: FaultApp): string {
  const text = texts.get(app) ?? JSON.stringify({ patches: [], connections: [], target: {}, ...app });
  texts.set(app, text);
  return text;
}

/** What the linker finds in an app. */
export function findingsOf({ manifests, ...options }: FaultApp): readonly Finding[] {
  return link(toInput(manifests, options)).findings;
}

/** The rules that speak, each once. */
export function rulesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

/** What the linker finds in the seeded app and did not find in the healthy one. */
export function newFindings({ findings, before }: SeededCase): Finding[] {
  const known = new Set(before().map((finding) => JSON.stringify(finding)));
  return findings().filter((finding) => !known.has(JSON.stringify(finding)));
}

/** Whether the rule found its fault. */
export function isCaught(entry: SeededCase): boolean {
  return newFindings(entry).some(({ rule }) => rule === entry.rule);
}

/** The rules that a fault made speak, and that it was not meant for. */
export function strayRules(entry: SeededCase): string[] {
  const expected = [entry.rule, ...(entry.fault.also ?? []), ...(entry.healthy.notes ?? []), ...(entry.healthy.accepted ?? [])];
  return rulesOf(newFindings(entry)).filter((name) => !expected.includes(name));
}

/** Findings that a healthy app does not deserve: errors, warnings, and notes that it does not expect. */
export function falseAlarms(app: FaultApp): Finding[] {
  const { notes = [], accepted = [] } = app;
  return findingsOf(app).filter(({ severity, rule }) => !accepted.includes(rule) && !(severity === 'note' && notes.includes(rule)));
}

/** The same app, its manifests in another order: the same one for the same number. */
export function shuffled(app: FaultApp, seed: number): FaultApp {
  let state = seed;
  const keyed = app.manifests.map((manifest) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return { manifest, key: state };
  });
  return { ...app, manifests: keyed.sort((a, b) => a.key - b.key).map(({ manifest }) => manifest) };
}
