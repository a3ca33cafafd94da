// The subpath `cdk8s-service-patterns/linker`: plain TypeScript, for tools, tests and rules of your own; jsii does not see it.
export type { Acknowledgement } from '../graph/acknowledgement';
export type { Connection, ObjectName } from '../graph/connection';
export type { ExternalObject } from '../graph/externals';
export type { Json, JsonObject } from '../graph/json';
export type { LinkObject, Provenance } from '../graph/object';
export type { Patch, PatchOperation } from '../graph/patch';
export type { PodTemplates } from '../graph/pod-templates';
export { type Finding, type ObjectReference, type RelatedPlace, type Severity, type SourceLocation } from '../report/finding';
export { type ConstructMessage, LinkError } from '../report/link-error';
export { formatText, summarize, type TextOptions } from '../report/text';
export { allRules } from '../rules';
export type { Grade, Rule, RuleMessage } from '../rules/rule';
export { DEFAULT_TARGET, type EnvironmentName, type PortRange, type TargetData } from '../target/target-data';
export type { AcknowledgedFinding } from './acknowledge';
export { link, type LinkInput, type LinkResult } from './link';
export { type ConnectionLink, formatConnections, formatLinks, type Link } from './links';
export type { Severities } from './severities';

// What a rule of your own is made of.
export { integer, list, record, strings, text } from '../graph/json';
export type { Graph } from '../graph/graph';
export { type GraphObject, isOwned, mayShareNamespace, showObject } from '../graph/object';
export type { ObjectIndex } from '../graph/object-index';
export { type Labels, type LabelSelector, matches, matchesLabels } from '../graph/selector';
export type { Service, ServicePort } from '../graph/service';
export { type Container, type ContainerPort, type ContainerRole, showPort, type Workload } from '../graph/workload';
export { listed, quote, showLabels } from '../report/message';
export type { Place, Report } from '../rules/rule';
export { type CustomRuleDefinition, defineCustomRule as defineRule } from './custom-rule';
