// The subpath `cdk8s-service-patterns/testing/jest-globals`: for tests that import expect from @jest/globals.
import { describe, expect, it } from '@jest/globals';
import { matchers, type ServiceMatchers } from './matchers';
import { useRunner } from './test-rule';

expect.extend(matchers);
useRunner({ describe, it });

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ServiceMatchers<R> {}
}
