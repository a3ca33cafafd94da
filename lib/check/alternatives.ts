import { type GraphObject, type LinkObject, readObjects } from '../graph/object';
import type { LinkInput, LinkResult } from '../linker/link';
import type { Unit } from '../manifests/units';
import { compareFindings, type Finding } from '../report/finding';
import { objectIdentityUnique } from '../rules/object-identity-unique';
import { check } from './check';
import type { Config } from './config';

/** More objects than this are not linked again for the sake of files that are each other's alternatives. */
const MOST_LINKED = 20_000;

/**
 * Links what lies in one directory. Where some of its files are for the same objects, only one of them is applied: then each is
 * linked with the files that all share, and tells of itself alone, so that no file is held against the alternative of what it was
 * written for.
 */
export function checkUnit(unit: Unit, input: Pick<LinkInput, 'today' | 'apiServer'>, config: Config): LinkResult {
  const { incomplete, externals, separateFiles } = unit;
  const shared = { ...input, incomplete, externals, separateFiles };
  const whole = check({ ...shared, objects: unit.objects }, config);
  const rivals = separateFiles ? rivalsIn(unit.byFile) : [];
  if (rivals.length === 0) return whole;
  const common = unit.byFile.filter((objects) => !rivals.includes(objects)).flat();
  const isSmall = rivals.length * common.length <= MOST_LINKED;
  const alone = rivals.map((objects) => {
    const result = check({ ...shared, objects: isSmall ? [...common, ...objects] : objects, incomplete: incomplete || !isSmall }, config);
    return { result, files: filesOf(objects) };
  });
  const rivalFiles = filesOf(rivals.flat());
  // That two files are for one object is seen where both are.
  const isOfRival = (finding: Finding): boolean => isOf(finding, rivalFiles) && finding.rule !== objectIdentityUnique.name;
  const findings = [...whole.findings.filter((finding) => !isOfRival(finding)), ...alone.flatMap(({ result, files }) => result.findings.filter((finding) => isOf(finding, files) && isOfRival(finding)))];
  const acknowledged = [
    ...whole.acknowledged.filter(({ finding }) => !isOfRival(finding)),
    ...alone.flatMap(({ result, files }) => result.acknowledged.filter(({ finding }) => isOf(finding, files))),
  ];
  return {
    findings: findings.sort(compareFindings),
    acknowledged: acknowledged.sort((a, b) => compareFindings(a.finding, b.finding)),
    links: whole.links,
    connections: whole.connections,
  };
}

/** Whether a finding is told where it stands in one of these files. */
function isOf(finding: Finding, files: ReadonlySet<string>): boolean {
  return files.has(finding.source?.file ?? '');
}

function filesOf(objects: readonly LinkObject[]): Set<string> {
  return new Set(objects.map(({ provenance }) => provenance?.source?.file ?? ''));
}

/** The files of a directory that hold an object which another of them holds as well. */
function rivalsIn(byFile: Unit['byFile']): Unit['byFile'] {
  const holders = new Map<string, Set<number>>();
  for (const [index, objects] of byFile.entries()) {
    for (const object of readObjects(objects)) {
      if (object.name === '') continue;
      const key = keyOf(object);
      const known = holders.get(key);
      if (known) known.add(index);
      else holders.set(key, new Set([index]));
    }
  }
  const rivals = new Set([...holders.values()].filter(({ size }) => size > 1).flatMap((indices) => [...indices]));
  return byFile.filter((_, index) => rivals.has(index));
}

function keyOf({ group, kind, namespace, name }: GraphObject): string {
  return [group, kind, namespace ?? '', name].join('/');
}
