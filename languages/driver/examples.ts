import { run, step } from './step';

/**
 * Translates the examples of docstrings, for the bindings that are generated next: their documentation shows them in its own language.
 *
 * @returns what does not compile or cannot be translated; a part of README.md is TypeScript alone, and is passed over
 */
export function translateExamples(): string[] {
  const { status, stdout, stderr } = step('examples', 'translate', () => run(['npx', '--no-install', 'jsii-rosetta', 'extract', '--compile', '.']));
  if (status !== 0) return [stderr];
  return `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('cdk8s-service-patterns.') && line.includes(' - error '));
}
