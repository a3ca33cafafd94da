// The subpath `cdk8s-service-patterns/linker`: plain TypeScript, for tools and tests; jsii does not see it.
export type { Acknowledgement } from '../graph/acknowledgement';
export type { Connection, ObjectName } from '../graph/connection';
export type { ExternalObject } from '../graph/externals';
export type { LinkObject, Provenance } from '../graph/object';
export type { Patch, PatchOperation } from '../graph/patch';
export type { Json, JsonObject } from '../graph/json';
export { type Finding, type ObjectReference, type RelatedPlace, type Severity, type SourceLocation } from '../report/finding';
export { type ConstructMessage, LinkError } from '../report/link-error';
export { formatText, summarize, type TextOptions } from '../report/text';
export { allRules } from '../rules';
export type { Grade, Rule, RuleMessage } from '../rules/rule';
export { DEFAULT_TARGET, type EnvironmentName, type PortRange, type TargetData } from '../target/target-data';
export type { AcknowledgedFinding } from './acknowledge';
export { link, type LinkInput, type LinkResult } from './link';
export { type ConnectionLink, formatConnections, formatLinks, type Link } from './links';
