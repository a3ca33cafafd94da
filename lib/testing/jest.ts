// The subpath `cdk8s-service-patterns/testing/jest`: gives jest's expect our matchers, and the globals of @types/jest their types.
import { describe, expect, it } from '@jest/globals';
import { matchers, type ServiceMatchers } from './matchers';
import { useRunner } from './test-rule';

expect.extend(matchers);
useRunner({ describe, it });

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends ServiceMatchers<R> {}
  }
}
