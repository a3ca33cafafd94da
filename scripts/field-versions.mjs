/**
 * Makes lib/graph/field-version-table.ts: when each API, field and value came into Kubernetes, and when it became usable by default.
 *
 *     node scripts/field-versions.mjs
 *
 * It needs `go` and a Go module proxy, from which it takes the sources of each minor (about 200 MB to download, once). For a newer
 * Kubernetes, edit field-versions/versions.mjs. Then look through what it prints: new fields and values without a gate, which belong into
 * field-versions/corrections.mjs if there is one after all. Tests do not run it; they check what it made.
 */
import { execFileSync } from 'node:child_process';
import console from 'node:console';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { apiRows } from './field-versions/apis.mjs';
import { readGates, readLifecycles, readServedBetas, readTypes } from './field-versions/go-source.mjs';
import { render } from './field-versions/render.mjs';
import { readSchemas } from './field-versions/schemas.mjs';
import { reachable, Table } from './field-versions/table.mjs';
import { ENDED, KUBERNETES } from './field-versions/versions.mjs';

const TARGET = path.resolve(import.meta.dirname, '../lib/graph/field-version-table.ts');

/** Where the Go command keeps modules, downloaded into a throw-away module's build list. */
function download(modules) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'field-versions-'));
  try {
    execFileSync('go', ['mod', 'init', 'field-versions'], { cwd: folder, stdio: 'ignore' });
    const output = execFileSync('go', ['mod', 'download', '-json', ...modules], { cwd: folder, encoding: 'utf8' });
    const found = JSON.parse(`[${output.replace(/\}\s*\{/g, '},{')}]`);
    return new Map(found.map(({ Path, Version, Dir }) => [`${Path}@${Version}`, Dir]));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const api = (version) => `k8s.io/api@${version.replace(/^1/, 'v0')}`;
const kubernetes = (version) => `k8s.io/kubernetes@v${version}`;
const versions = Object.values(KUBERNETES);
const folders = download([...new Set([...versions.flatMap((version) => [api(version), kubernetes(version)]), ...ENDED])]);

const sources = {};
for (const [minor, version] of Object.entries(KUBERNETES)) {
  const root = folders.get(kubernetes(version));
  sources[minor] = {
    schemas: readSchemas(root),
    types: readTypes(folders.get(api(version))),
    gates: readGates(root, Number(minor)),
    betas: readServedBetas(root),
  };
}

const table = new Table(sources);
const apis = apiRows(table, new Map(ENDED.flatMap((module) => [...readLifecycles(folders.get(module))])));
const { roots, types } = reachable(table, apis);
fs.writeFileSync(TARGET, render({ versions, ended: ENDED, oldest: table.oldest, newest: table.newest, apis, roots, types }));
for (const [type, fields] of types) {
  for (const [field, { values = {}, ...row }] of fields) {
    const rows = [[`${type}.${field}`, row], ...Object.entries(values).map(([value, its]) => [`${type}.${field}: ${value}`, its])];
    for (const [what, { in: from, gate }] of rows) if (from !== undefined && gate === undefined) console.log(`no gate: ${what}, from 1.${from} on`);
  }
}
