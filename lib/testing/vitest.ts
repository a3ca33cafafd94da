// The types of `cdk8s-service-patterns/testing/vitest` where TypeScript takes the importing file for CommonJS. What vitest runs is
// vitest.mts all the same: it resolves imports as ES modules do.
import type {} from 'vitest';
import type { ServiceMatchers } from './matchers';

declare module 'vitest' {
  interface Assertion<T = any> extends ServiceMatchers<void> {}
}

throw new Error('vitest cannot be required, nor can what extends it: import "cdk8s-service-patterns/testing/vitest" from a test or a set-up file of vitest');
