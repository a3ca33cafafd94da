// The subpath `cdk8s-service-patterns/testing/vitest`: gives vitest's expect our matchers and their types. ES module, as vitest demands.
import { describe, expect, it } from 'vitest';
import { matchers, type ServiceMatchers } from './matchers.js';
import { useRunner } from './test-rule.js';

expect.extend(matchers);
useRunner({ describe, it });

declare module 'vitest' {
  interface Assertion<T = any> extends ServiceMatchers<void> {}
}
