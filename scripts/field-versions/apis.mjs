/** Rows of the kinds: when each came, was first served by default, and ended, and what replaces it. */
import { isWritten } from './schemas.mjs';

const STABLE = /^(?:(.+)\/)?v\d+ (\w+)$/;

/** `apps/v1 Deployment` → row, of all kinds that are not served by default on every minor. */
export function apiRows({ sources, minors, oldest, newest }, ended) {
  const kinds = new Set(minors.flatMap((minor) => [...sources[minor].schemas.kinds.keys()]));
  const rows = new Map();
  for (const kind of kinds) {
    const there = minors.filter((minor) => sources[minor].schemas.kinds.has(kind));
    const on = there.filter((minor) => STABLE.test(kind) || sources[minor].betas.includes(betaOf(kind)));
    if (on.length === minors.length) continue;
    rows.set(kind, {
      ...(there[0] > oldest ? { in: there[0] } : {}),
      ...(on[0] > there[0] ? { on: on[0] } : {}),
      ...(on.length === 0 ? { off: there[0] } : {}),
      ...(there.at(-1) < newest ? { gone: there.at(-1) + 1 } : {}),
    });
  }
  for (const [kind, { removed }] of ended) {
    if (removed <= oldest && !kinds.has(kind) && isWritten(kind)) rows.set(kind, { gone: removed });
  }
  for (const [kind, row] of rows) {
    const next = nextOf(kind, kinds, ended);
    if (next !== undefined) row.next = next;
  }
  return rows;
}

/** How the API server's sources name a kind of a beta version: `flowcontrolv1beta3 flowschemas`. */
function betaOf(kind) {
  const [, group, version, name] = /^(\w+)[^/]*\/(\w+) (\w+)$/.exec(kind);
  return `${group}${version} ${name.toLowerCase()}s`;
}

/** The stable version that replaces one: in the group that the types name, or in its own. */
function nextOf(kind, kinds, ended) {
  const [version, name] = kind.split(' ');
  const groups = [groupOf(ended.get(kind)?.next ?? version), groupOf(version)];
  for (const group of groups) {
    const stable = [...kinds].filter((other) => other !== kind && (STABLE.exec(other) ?? [])[2] === name && groupOf(other.split(' ')[0]) === group).sort();
    if (stable.length > 0) return stable.at(-1).split(' ')[0];
  }
  return undefined;
}

function groupOf(version) {
  return version.includes('/') ? version.split('/')[0] : '';
}
