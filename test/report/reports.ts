import type { Finding } from '../../lib/report/finding';
import type { Report } from '../../lib/report/report';

export const API: Finding = {
  rule: 'service-target-port-open',
  message: 'noName',
  severity: 'error',
  problem: 'Service port 80 sends traffic to "web", but no selected container names a port "web"',
  got: '"web"; the selected pods (Deployment shop/api) name "http" (8080/TCP)',
  fix: 'set targetPort to "http", or name a container port "web"',
  docs: 'docs/rules/service-target-port-open.md',
  object: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' },
  field: 'spec.ports[0].targetPort',
  source: { file: 'deploy/shop.yaml', line: 14, column: 9, via: [] },
  related: [
    { object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' }, source: { file: 'deploy/api.yaml', line: 3, column: 1, via: [] } },
    { object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api-canary' } },
  ],
};

const IMAGE: Finding = {
  rule: 'image-pinned',
  message: 'latest',
  severity: 'note',
  problem: 'Container "web" runs whatever "latest" is',
  fix: 'name a tag',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  path: 'shop/web/Deployment',
};

const POLICY: Finding = { ...API, rule: 'policy-admits-dns', message: 'closed', severity: 'warning', problem: 'Pods may not ask for names', got: undefined, related: undefined };

/** One of each kind: an error, a warning, a note without a line, and what was acknowledged. */
export const REPORT: Report = {
  objects: 14,
  files: 3,
  links: 5,
  findings: [API, POLICY, IMAGE],
  acknowledged: [
    { finding: { ...API, problem: 'Service port 81 sends traffic to nobody', field: 'spec.ports[1].targetPort' }, reason: 'opened at run time' },
    { finding: { ...POLICY, object: { ...API.object!, name: 'mail' } }, reason: 'asks nobody' },
  ],
  skipped: [{ reason: 'Helm templates', count: 3 }],
};

export const CLEAN: Report = { objects: 1, links: 1, findings: [], acknowledged: [] };

/** What a manifest may hold to take over whoever prints it, each on its own and all together. */
export const HOSTILE_TEXTS: readonly string[] = [
  '\u001b[2J\u001b[1;31mpwned\u001b[0m',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  '\u009b31mred',
  'safe\rerror[other] gone',
  'two\n::error file=a::lines\r\n##[error]three',
  'user\u202efdp.exe\u2066\u2069\u200f\u061c',
  'nul\u0000del\u007fbell\u0007back\bform\ftab\t',
  'zero\u200bwidth\ufeff\u00ad\u2028\u2029\u{e0041}',
  'half \ud800 no character \uffff\ufffe',
  ']]> <b a="1">&amp;</b> <!-- ',
  '100%0A::error::x %25, a:b',
  '[click](https://evil.example) {0}',
];
const ALL = HOSTILE_TEXTS.join(' ');

const PLACE = {
  object: { apiVersion: ALL, kind: ALL, namespace: ALL, name: ALL },
  path: ALL,
  source: { file: `deploy/${ALL}.yaml`, line: 1, column: 1, via: [ALL] },
};
const HOSTILE_FINDING: Finding = { rule: ALL, message: ALL, severity: 'error', problem: ALL, got: ALL, fix: ALL, docs: ALL, field: ALL, ...PLACE, related: [{ ...PLACE, source: { ...PLACE.source, line: 2 } }] };

/** A report in which every text is hostile. */
export const HOSTILE: Report = {
  objects: 1,
  links: 1,
  findings: [HOSTILE_FINDING, { ...HOSTILE_FINDING, severity: 'warning' }, { ...HOSTILE_FINDING, path: undefined, source: undefined, severity: 'note' }],
  acknowledged: [{ finding: { ...HOSTILE_FINDING, rule: `other ${ALL}` }, reason: ALL }],
  skipped: [{ reason: ALL, count: 2 }],
};
