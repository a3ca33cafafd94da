import * as fs from 'node:fs';
import * as path from 'node:path';
import { run, start } from '../process';
import type { Suite } from './suite';

/** The way of somebody new: `init` from the tarball in an empty folder, then the commands that it tells. */
export function checkNewApp(suite: Suite, folder: string, tarball: string): void {
  const app = path.join(folder, 'shop');
  const written = suite.check('new app: npx init', () => {
    fs.mkdirSync(folder, { recursive: true });
    run(folder, ['npx', '--yes', '--package', tarball, 'service-patterns', 'init', 'shop']);
    return fs.readdirSync(app).sort().join(' ');
  });
  if (!written || !suite.asked('new app')) return;
  suite.check('new app: npm install', () => {
    // The registry has no release yet, or another: what is tried is the tarball.
    run(app, ['npm', 'install', '--no-audit', '--no-fund', tarball]);
    return undefined;
  });
  suite.check('new app: npm test', () => { run(app, ['npm', 'test']); return undefined; });
  suite.check('new app: npm run typecheck', () => { run(app, ['npm', 'run', 'typecheck']); return undefined; });
  suite.check('new app: npx cdk8s synth', () => {
    run(app, ['npx', 'cdk8s', 'synth', '--check-upgrade=false']);
    return run(app, ['npx', 'service-patterns', 'check', '--strict', 'dist/web.k8s.yaml']).trim();
  });
  suite.check('new app: npm ci', () => { run(app, ['npm', 'ci', '--no-audit', '--no-fund']); return undefined; });
  suite.check('new app: a port that is none fails its test and its synth', () => {
    const chart = path.join(app, 'web.ts');
    fs.writeFileSync(chart, fs.readFileSync(chart, 'utf8').replace('targetPort: 8080', 'targetPort: 80800'));
    for (const command of [['npm', 'test'], ['npx', 'cdk8s', 'synth', '--check-upgrade=false']]) {
      const { code, output } = start(app, command);
      if (code === 0 || !output.includes('80800')) throw new Error(`${command.join(' ')}: exit code ${String(code)}\n${output}`);
    }
    return undefined;
  });
}
