import type { cdk } from 'projen';

/** What the library is called where Python, Java and Go find it. */
export const languages: Pick<cdk.JsiiProjectOptions, 'publishToPypi' | 'publishToMaven' | 'publishToGo'> = {
  publishToPypi: { distName: 'cdk8s-service-patterns', module: 'cdk8s_service_patterns' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8s_service_patterns', // a hyphen is not legal there, and Java's convention puts an underscore
    mavenGroupId: 'io.github.cdk8s-service-patterns',
    mavenArtifactId: 'cdk8s-service-patterns',
  },
  publishToGo: { moduleName: 'github.com/cdk8s-service-patterns/cdk8s-service-patterns-go' },
};

/** Adds the tasks that are about other languages. They build from registries, and take minutes, so no test runs them. */
export function addLanguages(project: cdk.JsiiProject): void {
  project.addTask('languages', {
    exec: 'tsx --tsconfig tsconfig.dev.json languages/run.ts',
    receiveArgs: true,
    description: 'Synthesizes one shop in Python, Go and Java, and compares its bytes with TypeScript\'s',
  });
  project.gitignore.exclude('/.jsii.tabl.json'); // the examples of docstrings in every language, for the bindings that are generated next
  for (const path of ['/languages/', '/rosetta/', '/.jsii.tabl.json']) project.addPackageIgnore(path);
}
