import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Language } from './language';
import { emptyFolder, generate, installedVersion, must, ROOT, step, versionOf } from './step';

/** Modules that are generated, and the folder that each is generated into. */
const GENERATED = {
  'github.com/cdk8s-service-patterns/cdk8s-service-patterns-go/cdk8sservicepatterns': 'cdk8sservicepatterns',
  'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2': 'cdk8s', // module proxies do not have it
};

/** The library and cdk8s are generated; the rest comes from the module proxy. */
export const go: Language = {
  name: 'go',
  line: /broken\/main\.go:\d+/,
  missing: () => (versionOf('go', 'version') === undefined ? 'no go' : undefined),
  build: () => {
    const folder = emptyFolder('go');
    const packages = step('go', 'install it beside the oldest constructs', () => installBesideOldest(path.join(folder, 'npm')));
    step('go', 'generate the binding and cdk8s', () => { generate('go', folder, ...['cdk8s-service-patterns', 'cdk8s'].map((name) => path.join(packages, name))); });
    for (const name of ['shop', 'broken']) {
      fs.mkdirSync(path.join(folder, 'apps', name), { recursive: true });
      fs.copyFileSync(path.join(ROOT, 'languages', `${name}.go`), path.join(folder, 'apps', name, 'main.go'));
    }
    const apps = path.join(folder, 'apps');
    step('go', 'resolve modules', () => {
      must(['go', 'mod', 'init', 'apps'], apps);
      for (const [module, generated] of Object.entries(GENERATED)) must(['go', 'mod', 'edit', `-replace=${module}=../go/${generated}`], apps);
      must(['go', 'mod', 'tidy'], apps);
    });
    step('go', 'build', () => must(['go', 'build', '-buildvcs=false', '-o', path.join(folder, 'bin') + path.sep, './...'], apps));
    return { shop: [path.join(folder, 'bin', 'shop')], broken: [path.join(folder, 'bin', 'broken')] };
  },
};

/**
 * Installs what is built beside the oldest constructs that it takes. A Go module asks for the versions that it was generated beside, and
 * cdk8s-plus-go (2.5.6) does not compile with constructs from 10.5 on, whose types have a method `With` on two paths.
 */
function installBesideOldest(folder: string): string {
  const { peerDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { peerDependencies: Record<string, string> };
  const constructs = (peerDependencies.constructs ?? '').replace('^', '');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const tarball = must(['npm', 'pack', '--silent', '--pack-destination', folder]).trim();
  const peers = ['cdk8s', 'cdk8s-plus-28'].map((name) => `${name}@${installedVersion(name)}`);
  must(['npm', 'install', '--silent', '--no-audit', '--no-fund', path.join(folder, tarball), `constructs@${constructs}`, ...peers], folder);
  return path.join(folder, 'node_modules');
}
