import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Language } from './language';
import { emptyFolder, generate, must, ROOT, step, versionOf } from './step';

/** Modules that are generated, and the folder that each is generated into. */
const GENERATED = {
  'github.com/cdk8s-service-patterns/cdk8s-service-patterns-go/cdk8sservicepatterns': 'cdk8sservicepatterns',
  // Module proxies do not have it.
  'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2': 'cdk8s',
  // What is published (2.5.6) does not compile with constructs from 10.5 on: its types have two methods `With`.
  'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2': 'cdk8splus28',
};

/** The library and the cdk8s modules are generated; the rest comes from the module proxy. */
export const go: Language = {
  name: 'go',
  line: /broken\/main\.go:\d+/,
  missing: () => (versionOf('go', 'version') === undefined ? 'no go' : undefined),
  build: () => {
    const folder = emptyFolder('go');
    step('go', 'generate the binding', () => { generate('go', folder, '.'); });
    step('go', 'generate cdk8s and cdk8s-plus-28', () => { generate('go', folder, 'node_modules/cdk8s', 'node_modules/cdk8s-plus-28'); });
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
