import type { LinkObject } from '../graph/object';
import { link, type LinkInput, type LinkResult } from '../linker/link';
import type { Config } from './config';

/** Links manifests as a configuration has it: what they say of themselves goes before what it says of all. */
export function check(input: LinkInput, config: Config): LinkResult {
  return link(
    {
      ...input,
      objects: input.objects.map((object): LinkObject => ({ ...object, target: { ...config.target, ...object.target } })),
      externals: [...config.externals, ...(input.externals ?? [])],
      podTemplates: { ...config.podTemplates, ...input.podTemplates },
      severities: { ...config.severities, ...input.severities },
    },
    config.rules,
  );
}
