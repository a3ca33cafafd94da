import * as fs from 'node:fs';
import * as path from 'node:path';
import { execFileSync } from 'node:child_process';
import { link } from '../../lib/linker';
import { discover, readFiles, type ReadFile, unitsOf } from '../../lib/manifests';
import { readPage } from '../rules/page';
import { directoryOf, read, readInput, shown } from './files';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const named = (name: string): string => CONFIG.replace('name: a', `name: ${name}`);

const namesIn = (files: readonly ReadFile[]): unknown[] => files.flatMap(({ objects }) => objects.map(({ manifest }) => (manifest.metadata as { name: string }).name));
const skippedIn = (files: readonly ReadFile[]): string[] => files.flatMap(({ file, skipped }) => skipped.map(({ reason, count }) => `${path.basename(file.path)}: ${String(count)} ${reason}`));
const findingsIn = (files: readonly ReadFile[]): string[] => files.flatMap(({ findings }) => findings.map((finding) => shown(finding).replace(/^.*\//, '')));

describe('documents', () => {
  it.each([
    ['---\n' + named('a') + '---\n# nothing\n---\n' + named('b') + '---\n', ['a', 'b']],
    [named('a') + '--- # Source: x\n' + named('b') + '---   \n\n---\r\n' + named('c').replaceAll('\n', '\r\n'), ['a', 'b', 'c']],
    ['%YAML 1.1\n---\n' + named('a') + '...\n', ['a']],
    [JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', note: '}{ "\\' } }).repeat(2), ['a', 'a']],
    ['{"apiVersion": "v1", "kind": "ConfigMap",\n "metadata": {"name": "a"}}\n---\n' + named('b'), ['a', 'b']],
    ['{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}', ['a']],
    [`${CONFIG}data:\n  text: |\n    ---\n    ${'-'.repeat(5)}\n`, ['a']],
    ['\n\n# nothing at all\n', []],
    ['', []],
  ])('of %j are %j', (text, names) => {
    const file = readInput(text);
    expect([namesIn([file]), file.findings]).toEqual([names, []]);
  });

  it('are read though others of their file are not', () => {
    const [file] = read({ 'a.yaml': `${named('a')}---\napiVersion: v1\nkind: [\n---\n${named('b')}---\na: b: c\n` });
    expect([namesIn([file!]), findingsIn([file!]), file!.incomplete]).toEqual([
      ['a', 'b'],
      ['a.yaml:7:1 The document cannot be read: unexpected end of the stream within a flow collection', 'a.yaml:12:5 The document cannot be read: bad indentation of a mapping entry'],
      true,
    ]);
  });

  it('are linked with the values that kubectl takes where a key is written twice', () => {
    const file = readInput(`${CONFIG}data: {x: y}\ndata: {x: z}\n`);
    expect([file.objects[0]?.manifest.data, file.incomplete, findingsIn([file])]).toEqual([{ x: 'z' }, false, ['<stdin>:5:1 The key "data" is written twice in one mapping']]);
  });

  it('are placed within the list that holds them, and within the template that Helm names', () => {
    const service = (name: string): string => `  - apiVersion: v1\n    kind: Service\n    metadata: {name: ${name}, namespace: shop}\n    spec:\n      selector: {app: ${name}}\n      ports:\n        - {port: 80}\n        - {port: 81}\n`;
    const text = `---\n# Source: shop/templates/all.yaml\napiVersion: v1\nkind: List\nitems:\n${service('web')}${service('api')}`;
    const { findings } = link({ objects: readInput(text).objects });
    expect(findings.filter(({ rule }) => rule === 'service-ports-named').map(({ object, source }) => [object?.name, source])).toEqual([
      ['web', { file: '<stdin>', line: 12, column: 11, via: ['shop/templates/all.yaml'] }],
      ['web', { file: '<stdin>', line: 13, column: 11, via: ['shop/templates/all.yaml'] }],
      ['api', { file: '<stdin>', line: 20, column: 11, via: ['shop/templates/all.yaml'] }],
      ['api', { file: '<stdin>', line: 21, column: 11, via: ['shop/templates/all.yaml'] }],
    ]);
  });
});

describe('the page of yaml-readable', () => {
  const page = readPage('yaml-readable');
  const linked = (text: string): unknown[] => {
    const file = readInput(text);
    return [file.findings.map(({ rule }) => rule), link({ objects: file.objects, incomplete: file.incomplete }).findings.length];
  };

  it('fails and is fixed as it says', () => {
    expect([page.title, linked(page.fails), linked(page.fixed)]).toEqual(['yaml-readable', [['yaml-readable'], 0], [[], 0]]);
    expect(page.text).toMatch(/^Source: \[.+\]\(https:\/\/kubernetes\.io\/.+\)$/m);
  });
});

describe('passed over', () => {
  it('are templates of Helm and files of its charts', () => {
    const files = read({
      'chart/Chart.yaml': 'apiVersion: v2\nname: chart\n',
      'chart/values.yaml': 'image: a\nports: [80]\n',
      'chart/templates/a.yaml': '{{- if .Values.a }}\napiVersion: v1\nkind: ConfigMap\n{{- end }}\n',
      'chart/templates/quoted.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}"}\n',
      'chart/templates/plain.yaml': named('plain'),
      'other/templates/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-{{ .Values.name }}\n',
      'c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ name }}}\n',
      'd.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app-{{ env }}\n',
      'e.yaml': '{% if a %}\napiVersion: v1\nkind: ConfigMap\n{% endif %}\n',
      'f.yaml': `${named('f')}data:\n  a: b-{{ include "c" . }}\n`,
    });
    expect([namesIn(files), findingsIn(files), skippedIn(files)]).toEqual([
      ['plain'],
      [],
      ['c.yaml: 1 template', 'Chart.yaml: 1 helm-chart', 'a.yaml: 1 template', 'quoted.yaml: 1 template', 'values.yaml: 1 helm-chart', 'd.yaml: 1 template', 'e.yaml: 1 template', 'f.yaml: 1 template', 'b.yaml: 1 template'],
    ]);
  });

  it('are no objects whose text holds braces of Prometheus or Argo', () => {
    const files = read({
      'rule.yaml': 'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec:\n  x: Instance {{ $labels.instance }} is down\n  y: |\n    {{ range . }}{{ end }}\n',
      'workflow.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: b}\nspec: {args: ["{{inputs.parameters.x}}"]}\n',
    });
    expect([namesIn(files), skippedIn(files)]).toEqual([['a', 'b'], []]);
  });

  it('are kustomizations and what they read, whichever of the files were named', () => {
    const root = directoryOf({
      'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: settings, files: [key=settings.yaml]}]\n',
      'base/web.yaml': named('web'),
      'base/settings.yaml': 'apiVersion: x\nkind: y\n',
      'overlay/kustomization.yml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\npatches:\n  - path: patches/web.yaml\n  - {target: {kind: ConfigMap}, patch: "- {op: remove, path: /a}"}\npatchesStrategicMerge: [old.yaml]\npatchesJson6902: [{path: json.yaml, target: {kind: A}}]\nreplacements: [{path: replace.yaml}]\n',
      'overlay/patches/web.yaml': named('web'),
      'overlay/old.yaml': named('web'),
      'overlay/json.yaml': '- {op: add, path: /a, value: b}\n',
      'overlay/replace.yaml': 'source: {kind: A}\n',
      'overlay/delete.yaml': `$patch: delete\n${named('web')}`,
      'overlay/flux.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: flux}\n',
    });
    const files = readFiles(discover(['.'], { cwd: root }).files);
    expect([namesIn(files), skippedIn(files)]).toEqual([
      ['web', 'flux'],
      ['kustomization.yaml: 1 kustomization', 'settings.yaml: 1 kustomize-setting', 'delete.yaml: 1 kustomize-patch', 'json.yaml: 1 kustomize-patch', 'kustomization.yml: 1 kustomization', 'old.yaml: 1 kustomize-patch', 'web.yaml: 1 kustomize-patch', 'replace.yaml: 1 kustomize-setting'],
    ]);
    expect(skippedIn(readFiles(discover(['overlay/patches/web.yaml'], { cwd: root }).files))).toEqual(['web.yaml: 1 kustomize-patch']);
    // Objects of the overlay may refer to those of the base, which no file of its directory shows.
    expect(unitsOf(files, { cwd: root }).map(({ name, incomplete, externals }) => [name, incomplete, externals])).toEqual([
      ['base', false, [{ kind: 'ConfigMap', name: 'settings' }]],
      ['overlay', true, []],
      ['overlay/patches/web.yaml', false, []],
    ]);
    expect(unitsOf(files, { cwd: root, together: true }).map(({ incomplete }) => incomplete)).toEqual([false]);
  });

  it('are the YAML and JSON of other tools', () => {
    const files = read({
      'docker-compose.yml': 'services: {web: {image: a, image: b}}\n',
      'ci.yaml': 'on: push\njobs: {a: {steps: [{run: "echo ${{ x }}"}]}}\n',
      'patch.json': '[{"op": "remove", "path": "/a"}]',
      'tsconfig.json': '{\n  // comments\n  "a": 1,\n}',
      'list.yaml': '- a\n- b\n---\ntext\n---\nkind: A\n',
    });
    expect([namesIn(files), findingsIn(files), skippedIn(files).sort()]).toEqual([
      [],
      [],
      ['ci.yaml: 1 not-kubernetes', 'docker-compose.yml: 1 not-kubernetes', 'list.yaml: 3 not-kubernetes', 'patch.json: 1 not-kubernetes', 'tsconfig.json: 1 not-kubernetes'],
    ]);
  });
});

describe('files', () => {
  it('may be in UTF-16 or begin with a byte order mark', () => {
    const files = read({ 'a.yaml': Buffer.from(`\uFEFF${named('a')}`, 'utf16le'), 'b.yaml': Buffer.from(`\uFEFF${named('b')}`, 'utf16le').swap16(), 'c.yaml': `\uFEFF${named('c')}` });
    expect([namesIn(files), findingsIn(files), files.map(({ objects }) => objects[0]?.provenance?.source?.column)]).toEqual([['a', 'b', 'c'], [], [1, 1, 1]]);
  });

  it('that hold bytes other than text lose only the documents that do', () => {
    const files = read({ 'a.yaml': Buffer.concat([Buffer.from(`${named('a')}---\nx: `), Buffer.from([0xff, 0x0a]), Buffer.from(`---\n${named('b')}---\ny: "\0"\n`)]) });
    expect([namesIn(files), findingsIn(files)]).toEqual([
      ['a', 'b'],
      ['a.yaml:5:4 The document cannot be read: it holds bytes that are no UTF-8', 'a.yaml:11:5 The document cannot be read: null byte is not allowed in input'],
    ]);
  });

  it('that cannot be opened are findings', () => {
    const root = directoryOf({ 'a.yaml': named('a'), 'b.yaml/c.yaml': named('c') });
    fs.symlinkSync('nowhere', path.join(root, 'dangling.yaml'));
    fs.symlinkSync('loop.yaml', path.join(root, 'loop.yaml'));
    execFileSync('mkfifo', [path.join(root, 'pipe.yaml')]);
    const files = readFiles(discover(['.', 'pipe.yaml'], { cwd: root }).files);
    expect([namesIn(files), findingsIn(files)]).toEqual([
      ['a', 'c'],
      ['dangling.yaml:1:1 The file cannot be read: it does not exist', 'loop.yaml:1:1 The file cannot be read: its links lead in a circle', 'pipe.yaml:1:1 The file cannot be read: it is a named pipe'],
    ]);
    expect(findingsIn(readFiles([{ path: '/dev/zero', name: 'zero', explicit: true }, { path: root, name: 'root', explicit: true }, { path: `${root}/a.yaml/b`, name: 'b', explicit: true }]))).toEqual([
      'zero:1:1 The file cannot be read: it is a device',
      'root:1:1 The file cannot be read: it is a directory',
      'b:1:1 The file cannot be read: the system says ENOTDIR',
    ]);
  });
});
