import { isDeepStrictEqual } from 'node:util';
import { allRules, formatText } from '../../lib/linker';
import { falseAlarms, faultsByRule, findingsOf, healthyApps, isCaught, rulesOf, seedAll, type SeededCase, shuffled, strayRules } from './suite';

const apps = healthyApps();
const faults = faultsByRule();
const cases = seedAll(apps, faults);
const RULES = allRules.map(({ name }) => name);

describe('a healthy app', () => {
  it('is one of many, each with a name of its own', () => {
    const names = apps.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names.length).toBeGreaterThanOrEqual(30);
  });

  it.each(apps)('raises nothing: $name', (app) => {
    expect(formatText(falseAlarms(app))).toBe('');
  });
});

describe('a seeded fault', () => {
  const all = [...faults].flatMap(([rule, ofRule]) => ofRule.map((fault) => ({ rule, name: fault.name, fault })));

  it.each(all)('is found by its own rule alone in every app that can have it: $rule: $name', ({ rule, fault }) => {
    const seeded = cases.filter((entry) => entry.rule === rule && entry.fault === fault);
    const appsWhere = (holds: (entry: SeededCase) => boolean): string[] => seeded.filter(holds).map(({ healthy }) => healthy.name);
    expect(seeded.length).toBeGreaterThan(0);
    expect(appsWhere((entry) => !isCaught(entry))).toEqual([]);
    expect(seeded.flatMap((entry) => strayRules(entry).map((stray) => `${stray} in ${entry.healthy.name}`))).toEqual([]);
    // The order of files, or of constructs, must not show in what is said.
    expect(appsWhere((entry) => !isDeepStrictEqual(findingsOf(shuffled(entry.seeded, cases.indexOf(entry) + 1)), entry.findings()))).toEqual([]);
  });
});

describe('the faults', () => {
  it('are there for every rule, and for nothing else', () => {
    expect([...faults.keys()].sort()).toEqual(RULES);
  });

  it.each([...faults])('of %s are three at least, each of them once', (_, ofRule) => {
    const names = ofRule.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names.length).toBeGreaterThanOrEqual(3);
  });

  it.each([...faults])('of %s expect no other rule that never speaks', (rule, ofRule) => {
    const unheard = ofRule.flatMap((fault) => {
      const heard = cases.filter((entry) => entry.fault === fault).flatMap(({ findings }) => rulesOf(findings()));
      return (fault.also ?? []).filter((name) => !heard.includes(name) || name === rule).map((name) => `${fault.name}: ${name}`);
    });
    expect(unheard).toEqual([]);
  });
});
