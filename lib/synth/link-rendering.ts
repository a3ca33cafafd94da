import { ApiObject, type Chart } from 'cdk8s';
import { loadApiServer } from '../apiserver/load';
import type { IConstruct } from 'constructs';
import type { LinkObject } from '../graph/object';
import type { Patch } from '../graph/patch';
import type { LinkInput, LinkResult } from '../linker/link';
import { loadLinker } from '../linker/load';
import { compareFindings } from '../report/finding';
import { type ConstructMessage, LinkError } from '../report/link-error';
import { targetDataOf } from '../target/cluster-target';
import type { TargetData } from '../target/target-data';
import { asksApiServer } from './api-server-option';
import { declarationsOf } from './declarations';
import { handOver, isAwaited } from './handover';
import { isOurs, podSecurityOf, provenanceOf } from './origin';
import { patchesOf } from './overlay';
import { renderCharts, type RenderedObject, type Rendering } from './render';

/**
 * Renders charts, and links what was rendered. Where the API server's validation has everything to judge, it begins while the rest
 * is rendered.
 *
 * @throws LinkError with every finding, every failed render and every message of other validations, if any is an error
 */
export function renderAndLink(root: IConstruct, charts: readonly Chart[], isOverridden: (chart: Chart) => boolean, messages: readonly ConstructMessage[]): { rendering: Rendering; result: LinkResult } {
  const ahead = asksApiServer(root) ? loadApiServer().judgeAhead(() => root.node.findAll().filter((construct) => ApiObject.isApiObject(construct)).length) : undefined;
  try {
    const rendering = renderCharts(charts, isOverridden, ahead && ((chart, rendered) => { ahead.judge(toLinkObject(chart, rendered)); }));
    return { rendering, result: linkRendering(root, rendering, messages) };
  } finally {
    ahead?.end();
  }
}

/**
 * Links what was rendered.
 *
 * @throws LinkError with every finding, every failed render and every message of other validations, if any is an error
 */
function linkRendering(root: IConstruct, rendering: Rendering, messages: readonly ConstructMessage[]): LinkResult {
  const input = linkInputOf(root, rendering);
  const result = loadLinker().link(input);
  const findings = [...rendering.refusals, ...result.findings].sort(compareFindings);
  if (findings.some((finding) => finding.severity === 'error') || rendering.failures.length > 0) {
    throw new LinkError(findings, [...messages, ...rendering.failures]);
  }
  if (isAwaited()) handOver({ ...declarationsOf(root), objects: input.objects, told: result.findings });
  return result;
}

/** The linker's input for what was rendered: objects in the order of charts, and what the author said beside them. */
export function linkInputOf(root: IConstruct, rendering: Rendering): LinkInput {
  const objects: LinkObject[] = [];
  const patches: Patch[] = [];
  for (const { chart, objects: rendered } of rendering.charts) {
    for (const entry of rendered) {
      const input = toLinkObject(chart, entry);
      objects.push(input);
      const operations = entry.object ? patchesOf(entry.object) : [];
      if (operations.length > 0) patches.push({ input, operations });
    }
  }
  return {
    objects,
    patches,
    ...declarationsOf(root),
    // Those that service-patterns.yaml loads are asked by the plugin and the command line.
    moreRules: true,
    today: new Date().toISOString().slice(0, 10),
    apiServer: asksApiServer(root),
    incomplete: rendering.failures.length + rendering.refusals.length > 0,
  };
}

function toLinkObject(chart: Chart, { manifest, object }: RenderedObject): LinkObject & { readonly target: TargetData } {
  if (!object) return { manifest, target: targetDataOf(chart), provenance: { path: chart.node.path } };
  const podSecurity = podSecurityOf(object);
  return { manifest, ours: isOurs(object), target: targetDataOf(object), provenance: provenanceOf(object), ...(podSecurity ? { podSecurity } : {}) };
}

/** What the validations of all constructs say, as cdk8s would ask them. */
export function validationMessages(root: IConstruct): ConstructMessage[] {
  return root.node
    .findAll()
    .flatMap((construct) => construct.node.validate().map((message) => ({ path: construct.node.path, message })));
}
