import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Language } from './language';
import { emptyFolder, generate, installedVersion, must, ROOT, step, versionOf } from './step';

/** What `Map.of` and `List.of` take. */
const OLDEST_JAVA = 11;

/** The library and cdk8s-plus-28, which Maven Central does not have, are generated; the rest comes from there, and is no newer than here. */
export const java: Language = {
  name: 'java',
  line: /at Broken\.broken\(Broken\.java:\d+\)/,
  missing: () => {
    const version = Number(/ (\d+)/.exec(versionOf('javac', '-version') ?? '')?.[1] ?? 0);
    if (version < OLDEST_JAVA) return `no javac from ${String(OLDEST_JAVA)} on`;
    return versionOf('mvn', '--version') === undefined ? 'no mvn' : undefined;
  },
  build: () => {
    const folder = emptyFolder('java');
    const [jars, classes, programs] = ['jars', 'classes', 'programs'].map((name) => path.join(folder, name)) as [string, string, string];
    const binding = path.join(folder, 'java', 'src', 'main');
    step('java', 'generate cdk8s-plus-28', () => { generate('java', folder, 'node_modules/cdk8s-plus-28'); });
    step('java', 'generate the binding', () => { generate('java', folder, '.'); }); // last: both write pom.xml
    step('java', 'fetch what it needs', () => {
      fs.writeFileSync(path.join(folder, 'pom.xml'), projectOf(fs.readFileSync(path.join(folder, 'java', 'pom.xml'), 'utf8')));
      must(['mvn', '--quiet', '--batch-mode', 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`], folder);
    });
    step('java', 'compile the binding and cdk8s-plus-28', () => {
      const sources = path.join(folder, 'sources.txt');
      fs.writeFileSync(sources, filesBelow(path.join(binding, 'java')).map((file) => JSON.stringify(file)).join('\n'));
      must(['javac', '-nowarn', '-proc:none', '-encoding', 'UTF-8', '-classpath', path.join(jars, '*'), '-d', classes, `@${sources}`]);
      fs.cpSync(path.join(binding, 'resources'), classes, { recursive: true });
    });
    const classpath = [programs, classes, path.join(jars, '*')].join(path.delimiter);
    step('java', 'compile the programs', () =>
      must(['javac', '-encoding', 'UTF-8', '-classpath', classpath, '-d', programs, ...['Shop', 'Broken'].map((name) => path.join(ROOT, 'languages', `${name}.java`))]));
    return { shop: ['java', '-classpath', classpath, 'Shop'], broken: ['java', '-classpath', classpath, 'Broken'] };
  },
};

/** A project with what the binding depends on, but for what is generated beside it. */
function projectOf(pom: string): string {
  const dependencies = (pom.match(/<dependency>[\s\S]*?<\/dependency>/g) ?? [])
    .filter((dependency) => !dependency.includes('<artifactId>cdk8s-plus-28<'))
    .map((dependency) => {
      const name = /<artifactId>(cdk8s|constructs)</.exec(dependency)?.[1];
      return name === undefined ? dependency : dependency.replace(/,[^,]*<\/version>/, `,${installedVersion(name)}]</version>`);
    });
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    '<groupId>languages</groupId><artifactId>languages</artifactId><version>1</version>',
    `<dependencies>${dependencies.join('\n')}</dependencies></project>`,
  ].join('\n');
}

function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.java')).map((file) => path.join(folder, file));
}
