import { text } from './json';
import type { Workload } from './workload';

/** Templates of Istio that put a proxy beside the containers, and leave those as they are. */
const BESIDE: readonly string[] = ['sidecar', 'grpc-agent'];

/**
 * Whether a webhook replaces containers of the pods, as that of Istio does for gateways: then what they listen on, and how
 * they are probed, does not show in the manifest.
 */
export function isInjected(workload: Workload): boolean {
  if (workload.containers.some(({ manifest }) => manifest.image === 'auto')) return true;
  const templates = text(workload.annotations['inject.istio.io/templates'])?.split(',') ?? [];
  return templates.some((name) => !BESIDE.includes(name.trim()));
}
