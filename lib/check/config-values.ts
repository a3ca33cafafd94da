import { type ExternalObject, parseExternal } from '../graph/externals';
import { nearest } from '../graph/near';
import type { PodTemplates } from '../graph/pod-templates';
import type { Severities } from '../linker/severities';
import { readerRules } from '../manifests/yaml-readable';
import { quote } from '../report/message';
import type { Rule } from '../rules/rule';
import { DEFAULT_TARGET, FLOOR_VERSION, minor, type TargetData } from '../target/target-data';
import type { ConfigDocument } from './config-document';

/** A configuration as its file has it, once the schema has passed it. */
export interface WrittenConfig {
  readonly kubernetes?: string;
  readonly environment?: TargetData['environment'];
  readonly nodePorts?: TargetData['nodePortRange'];
  readonly clusterDomain?: string;
  readonly severities?: Severities;
  readonly externals?: readonly (string | (ExternalObject & { readonly group?: string }))[];
  readonly podTemplates?: readonly { readonly group: string; readonly kind: string; readonly path: string }[];
  readonly rules?: readonly string[];
  readonly ignore?: readonly string[];
}

/** The cluster that is described; what it leaves open is as by default. */
export function readTarget({ kubernetes, environment, nodePorts, clusterDomain }: WrittenConfig, document: ConfigDocument): TargetData {
  const kubernetesVersion = kubernetes === undefined ? DEFAULT_TARGET.kubernetesVersion : kubernetes.replace(/^v/, '').split('.', 2).join('.');
  if (minor(kubernetesVersion) < minor(FLOOR_VERSION)) {
    document.refuse(['kubernetes'], {
      problem: `kubernetes must be a version from ${FLOOR_VERSION} on`,
      got: quote(kubernetes),
      fix: `name the version that the cluster runs; nobody maintains one before ${FLOOR_VERSION}, and we do not know its rules`,
    });
  }
  if (nodePorts && nodePorts.from > nodePorts.to) {
    document.refuse(['nodePorts'], {
      problem: 'The range of node ports ends before it begins',
      got: `from ${String(nodePorts.from)} to ${String(nodePorts.to)}`,
      fix: `write from: ${String(nodePorts.to)} and to: ${String(nodePorts.from)}`,
    });
  }
  return {
    ...DEFAULT_TARGET,
    kubernetesVersion,
    ...(nodePorts ? { nodePortRange: nodePorts } : {}),
    ...(environment ? { environment } : {}),
    ...(clusterDomain === undefined ? {} : { clusterDomain }),
  };
}

/** What is said to live outside the manifests. */
export function readExternals({ externals = [] }: WrittenConfig, document: ConfigDocument): ExternalObject[] {
  return externals.flatMap((entry, index) => {
    const read = parseExternal(typeof entry === 'string' ? entry : asText(entry));
    if ('external' in read) return [read.external];
    document.refuse(['externals', index], read.wrong);
    return [];
  });
}

function asText({ kind, group, namespace, name }: ExternalObject & { readonly group?: string }): string {
  return [group === undefined ? kind : `${kind}.${group}`, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}

/** The paths of pod templates by kind; a kind that is listed several times has several. */
export function readPodTemplates({ podTemplates = [] }: WrittenConfig): PodTemplates {
  const paths = new Map<string, string[]>();
  for (const { group, kind, path } of podTemplates) {
    const key = `${group}/${kind}`;
    paths.set(key, [...(paths.get(key) ?? []), path]);
  }
  return Object.fromEntries(paths);
}

/** The weights of rules; each name must be that of a rule, where their names are known. */
export function readSeverities({ severities = {} }: WrittenConfig, document: ConfigDocument, rules: readonly Rule[] | undefined): Severities {
  const names = rules && [...rules, ...readerRules].map(({ name }) => name);
  for (const name of Object.keys(severities)) {
    if (!names || names.includes(name)) continue;
    const message = { problem: `There is no rule ${quote(name)}`, got: quote(name), fix: `write ${quote(nearest(name, names))}, or the name that a finding shows in brackets` };
    document.refuse(['severities', name], message, 'key');
  }
  return severities;
}
