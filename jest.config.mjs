/** @type {import('jest').Config} */
export default {
  // An example that is an app of its own brings its own tests, as what `init` writes does; they must pass in both places.
  testMatch: ['test', 'examples/*/test', 'templates/*/test'].map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] },
  moduleNameMapper: {
    // Examples and pages import the library as its users do.
    '^cdk8s-service-patterns$': '<rootDir>/lib/index.ts',
    '^cdk8s-service-patterns/linker$': '<rootDir>/lib/linker/index.ts',
    '^cdk8s-service-patterns/testing$': '<rootDir>/lib/testing/index.ts',
    '^cdk8s-service-patterns/testing/(jest|jest-globals)$': '<rootDir>/lib/testing/$1.ts',
    // Such an app may have been installed. Here it takes our copies: a construct of one copy is none to the other.
    '^(cdk8s|cdk8s-plus-28|constructs)$': '<rootDir>/node_modules/$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/', '<rootDir>/examples/.*/node_modules/'],
  globalSetup: '<rootDir>/test/temporary-folder.ts',
  setupFiles: ['<rootDir>/test/setup.ts'],
};
