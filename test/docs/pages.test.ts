import * as YAML from 'yaml';
import { type Fence, fencesOf, markdownPages } from './fences';
import { PageFolder } from './page-folder';
import { isProject, isShown, type Step, stepsOf } from './page-steps';

const PAGES = markdownPages().map((page) => ({ page, fences: fencesOf(page), steps: stepsOf(page) }));

/** What these pages show is compared in a test of their own. */
const COMPARED_ELSEWHERE = ['docs/command-line.md'];

/** The pieces of a text between lines of `…`, without space at the ends of lines. */
function pieces(text: string): string[] {
  const lines = text.trimEnd().split('\n').map((line) => line.trimEnd());
  return lines.join('\n').split(/^…$/m).map((piece) => piece.replace(/^\n|\n$/g, ''));
}

function expectText({ code }: Fence, output: string): void {
  const printed = `\n${output.split('\n').map((line) => line.trimEnd()).join('\n')}\n`;
  for (const piece of pieces(code)) expect(printed).toContain(`\n${piece}\n`);
}

const documents = (text: string): any[] => YAML.parseAllDocuments(text).map((document) => document.toJS());

/** Each object of the block is there, with all that the block says of it. */
function expectManifests({ code, file = '' }: Fence, folder: PageFolder): void {
  const written = documents(folder.read(file));
  for (const shown of documents(code)) {
    const found = written.find(({ kind, metadata }) => kind === shown.kind && metadata.name === shown.metadata.name);
    expect(found).toMatchObject(shown);
  }
}

function take(step: Step, folder: PageFolder): void {
  if (step.kind === 'file') {
    folder.write(step.fence.file ?? '', step.fence.code);
    return;
  }
  const { code, output } = folder.run(step.script);
  expect(`exit code ${String(code)}\n${output}`).toMatch(new RegExp(`^exit code ${String(step.code)}\n`));
  for (const shown of step.shown) {
    if (shown.language === 'text') expectText(shown, output);
    else expectManifests(shown, folder);
  }
}

describe.each(PAGES.filter(({ steps }) => steps.some(({ kind }) => kind === 'program')))('$page', ({ steps }) => {
  const folder = new PageFolder();
  afterAll(() => { folder.remove(); });

  test.each(steps.map((step) => ({ name: step.fence.name, does: step.kind === 'file' ? `is kept as ${step.fence.file ?? ''}` : 'does what the page says', step })))(
    '$name $does',
    ({ step }) => { take(step, folder); },
    120_000,
  );
});

test('whatever a page shows of output is below a program that writes it', () => {
  const claimed = new Set(PAGES.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'program' ? step.shown.map(({ name }) => name) : []))));
  const loose = PAGES.filter(({ page }) => !COMPARED_ELSEWHERE.includes(page))
    .flatMap(({ fences }) => fences.filter((fence) => isShown(fence) && !claimed.has(fence.name)))
    .map(({ name }) => name);
  expect(loose).toEqual([]);
});

test('TypeScript that has a name is run by its page', () => {
  const idle = PAGES.filter(({ fences }) => !isProject(fences)).flatMap(({ fences, steps }) => {
    const scripts = steps.flatMap((step) => (step.kind === 'program' ? [step.script] : [])).join('\n');
    const named = fences.filter(({ language, file }) => language === 'ts' && file !== undefined);
    return named.filter(({ file = '' }) => !scripts.includes(file) && !(file === 'main.ts' && scripts.includes('cdk8s synth'))).map(({ name }) => name);
  });
  expect(idle).toEqual([]);
});
