import * as fs from 'node:fs';
import * as path from 'node:path';
import { own } from '../own';
import { run } from '../process';
import { SUBPATHS, specifier } from './subpaths';
import type { Suite } from './suite';

/** The programs of an installed app, run by the Node that stands first in the path. */
export function checkRuntime(suite: Suite, name: string, folder: string, env: NodeJS.ProcessEnv): void {
  const bin = (tool: string): string => path.join(folder, 'node_modules', '.bin', tool);
  suite.check(`${name}: require`, () => { run(folder, ['node', '--throw-deprecation', '-e', requires()], env); return undefined; });
  suite.check(`${name}: import`, () => { run(folder, ['node', '--throw-deprecation', '--input-type=module', '-e', imports()], env); return undefined; });
  suite.check(`${name}: synth`, () => {
    fs.rmSync(path.join(folder, 'dist'), { recursive: true, force: true });
    run(folder, [bin('tsx'), 'shop.ts'], env);
    const kinds = fs.readFileSync(path.join(folder, 'dist/shop.k8s.yaml'), 'utf8').match(/^kind: Service$/gm) ?? [];
    if (kinds.length !== 2) throw new Error(`dist/shop.k8s.yaml has ${String(kinds.length)} Services, not 2`);
    return undefined;
  });
  suite.check(`${name}: bin`, () => {
    if (run(folder, [bin('service-patterns'), '--version'], env).trim() !== own.version) throw new Error('service-patterns --version names another version');
    run(folder, [bin('service-patterns'), 'explain', 'service-selects-pods'], env);
    return run(folder, [bin('service-patterns'), 'check', '--strict', 'dist/shop.k8s.yaml'], env).trim();
  });
  suite.check(`${name}: plugin`, () => {
    synth(folder, 'shop.ts', 0, env);
    const said = synth(folder, 'raw.ts', 2, env);
    if (!said.includes('error[service-selects-pods]')) throw new Error(`cdk8s synth does not tell service-selects-pods:\n${said}`);
    return undefined;
  });
}

function synth(folder: string, app: string, code: number, env: NodeJS.ProcessEnv): string {
  const plugin = { package: `./node_modules/${own.name}`, version: own.version, class: 'ServicePatternsValidation' };
  // JSON is YAML.
  fs.writeFileSync(path.join(folder, 'cdk8s.yaml'), JSON.stringify({ language: 'typescript', app: `npx tsx ${app}`, validations: [plugin] }));
  return run(folder, [path.join(folder, 'node_modules', '.bin', 'cdk8s'), 'synth', '--check-upgrade=false'], env, code);
}

/** What a CommonJS program may ask for: each subpath, and the files that others read. */
function requires(): string {
  const code = Object.entries(SUBPATHS).map(([subpath, name]) => `if (require('${specifier(subpath)}').${name} === undefined) throw new Error('${subpath} exports no ${name}');`);
  const data = ['package.json', 'schemas/report.schema.json', 'schemas/service-patterns.schema.json'].map((file) => `require('${own.name}/${file}');`);
  return [...code, ...data, `require.resolve('${own.name}/.jsii');`].join('\n');
}

/** Names that a module may import, and not the default alone. */
function imports(): string {
  const names = Object.entries(SUBPATHS).map(([subpath, name], index) => `import { ${name} as name${String(index)} } from '${specifier(subpath)}';`);
  return [...names, `for (const value of [${names.map((_, index) => `name${String(index)}`).join(', ')}]) if (value === undefined) throw new Error('undefined');`].join('\n');
}
