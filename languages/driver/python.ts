import * as path from 'node:path';
import type { Language } from './language';
import { emptyFolder, generate, installedVersion, must, ROOT, step, versionOf } from './step';

const PACKAGES = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

/** The library is generated; everything else is on PyPI, and no newer than here. */
export const python: Language = {
  name: 'python',
  line: /broken\.py", line \d+, in broken/,
  missing: () => (versionOf('python3', '-c', 'import sys, venv; assert sys.version_info >= (3, 10)') === undefined ? 'no python3 from 3.10 on with venv' : undefined),
  build: () => {
    const folder = emptyFolder('python');
    const interpreter = path.join(folder, 'venv', 'bin', 'python');
    step('python', 'generate the binding', () => { generate('python', folder, '.'); });
    step('python', 'make a virtual environment', () => must(['python3', '-m', 'venv', path.join(folder, 'venv')]));
    step('python', 'install it and its peers', () =>
      must([interpreter, '-m', 'pip', 'install', '--quiet', path.join(folder, 'python'), ...PACKAGES.map((name) => `${name}<=${installedVersion(name)}`)]));
    return { shop: [interpreter, path.join(ROOT, 'languages', 'shop.py')], broken: [interpreter, path.join(ROOT, 'languages', 'broken.py')] };
  },
};
