// The subpath `cdk8s-service-patterns/testing`: plain TypeScript, for tests in jest, vitest and node:test; jsii does not see it.
export type { LinkCleanlyOptions } from './link-cleanly';
export { matchers, type ServiceMatchers } from './matchers';
export type { ExpectedFinding, InvalidRuleCase, RuleCases, RuleManifests, ValidRuleCase } from './rule-cases';
export { type ManifestSerializer, manifestSerializer, manifestSerializerWith } from './serializer';
export type { StableOptions } from './stable-manifest';
export type { TestSubject } from './subject';
export { type RuleTestRunner, testRule } from './test-rule';
