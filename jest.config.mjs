/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] },
  moduleNameMapper: {
    // Examples and pages import the library as its users do.
    '^cdk8s-service-patterns$': '<rootDir>/lib/index.ts',
    '^cdk8s-service-patterns/linker$': '<rootDir>/lib/linker/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/', '<rootDir>/examples/.*/node_modules/'],
};
