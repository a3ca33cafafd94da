import { type Fence, fencesOf } from './fences';
import { commandsOf } from './shell';

/** What a reader of a page does, in order. */
export type Step =
  /** Keeps a block under the name that its first line says. */
  | { readonly kind: 'file'; readonly fence: Fence }
  /** Runs a block, and sees what the page shows below it. */
  | { readonly kind: 'program'; readonly fence: Fence; readonly script: string; readonly code: number; readonly shown: readonly Fence[] };

/** What a script may call so that it can run here; the rest, such as helm and kubectl, is nothing that we could have on any machine. */
const AT_HAND = new Set(['service-patterns', 'cdk8s', 'tsx', 'cat', 'echo', 'grep', 'test']);

/** Where TypeScript stands that is given no name. */
const UNNAMED = 'main.ts';

/** Whether a block shows what a program prints, or writes to `dist/`. */
export function isShown({ language, file = '' }: Fence): boolean {
  return language === 'text' || file.startsWith('dist/');
}

/** Whether a page's blocks are files of a project for a test runner: then they run as one, elsewhere. */
export function isProject(fences: readonly Fence[]): boolean {
  return fences.some(({ file = '' }) => /\.test\.\w+$/.test(file));
}

/** The steps of a page. */
export function stepsOf(page: string): Step[] {
  const fences = fencesOf(page);
  if (isProject(fences)) return [];
  return fences.flatMap((fence, index) => {
    const after = fences.slice(index + 1);
    const end = after.findIndex((next) => !isShown(next));
    const shown = after.slice(0, end === -1 ? after.length : end);
    return isShown(fence) ? [] : stepsOfFence(fence, shown);
  });
}

function stepsOfFence(fence: Fence, shown: readonly Fence[]): Step[] {
  const program = (script: string, code: number): Step => ({ kind: 'program', fence, script, code, shown });
  const isScript = fence.language === 'sh' && canRun(fence.code);
  if (isScript) return [program(fence.code, exitCodeOf(fence.code))];
  const runs = fence.language === 'ts' && shown.length > 0;
  const file = fence.file ?? (runs ? UNNAMED : undefined);
  if (file === undefined) return [];
  const kept: Step = { kind: 'file', fence: { ...fence, file } };
  return runs ? [kept, program(`node_modules/.bin/tsx ${file}`, shown.some(({ code }) => code.includes('error[')) ? 1 : 0)] : [kept];
}

/** Whether everything that a script calls is at hand. */
export function canRun(script: string): boolean {
  return commandsOf(script).every(([name = '']) => AT_HAND.has(name));
}

/** `# exit code 1` at the end says that a script fails. */
function exitCodeOf(script: string): number {
  return Number(/# exit code (\d+)\s*$/.exec(script)?.[1] ?? 0);
}
