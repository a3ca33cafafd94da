import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ROOT } from './fences';

/** What a program came to; standard output and standard error together, as a terminal shows them. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

const TSX = JSON.stringify(require.resolve('tsx/cjs'));
const loads = (file: string): string => `require(${TSX});\nmodule.exports = require(${JSON.stringify(path.join(ROOT, file))});\n`;

/** What `npm install cdk8s-service-patterns` puts there, with the sources in place of what is built from them. */
const INSTALLED = {
  'node_modules/cdk8s-service-patterns/package.json': JSON.stringify({
    version: '0.1.0',
    exports: { '.': './index.js', './linker': './linker.js', './package.json': './package.json', './schemas/*': './schemas/*' },
  }),
  'node_modules/cdk8s-service-patterns/index.js': loads('lib/index.ts'),
  'node_modules/cdk8s-service-patterns/linker.js': loads('lib/linker/index.ts'),
  'node_modules/.bin/service-patterns': `#!/usr/bin/env node\nrequire(${TSX});\nvoid require(${JSON.stringify(path.join(ROOT, 'lib/cli/main.ts'))}).run();\n`,
};

/** Packages that a reader has installed beside the library. */
const BESIDE = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'cdk8s-cli', 'tsx'];

/** The folder that a reader of one page works in. */
export class PageFolder {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-page-'));

  constructor() {
    fs.mkdirSync(path.join(this.path, '.git'));
    for (const [name, content] of Object.entries(INSTALLED)) this.write(name, content);
    for (const name of BESIDE) fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(this.path, 'node_modules', name));
    fs.chmodSync(path.join(this.path, 'node_modules/.bin/service-patterns'), 0o755);
    for (const name of ['cdk8s', 'tsx']) {
      fs.symlinkSync(fs.realpathSync(path.join(ROOT, 'node_modules/.bin', name)), path.join(this.path, 'node_modules/.bin', name));
    }
  }

  write(name: string, content: string): void {
    fs.mkdirSync(path.dirname(path.join(this.path, name)), { recursive: true });
    fs.writeFileSync(path.join(this.path, name), content);
  }

  read(name: string): string {
    return fs.readFileSync(path.join(this.path, name), 'utf8');
  }

  /** Runs what a reader would paste into a shell. */
  run(script: string): Ran {
    const { status, stdout } = spawnSync('bash', ['-c', `set -o pipefail\nexec 2>&1\n${script}`], {
      cwd: this.path,
      encoding: 'utf8',
      // cdk8s asks the registry for a newer version, and npx for a newer npm; neither is what a page is about.
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, CDK8S_CHECK_UPGRADE: 'false', npm_config_update_notifier: 'false', CDK8S_SERVICE_PATTERNS_CACHE: undefined },
    });
    return { code: status, output: stdout };
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true, force: true });
  }
}
