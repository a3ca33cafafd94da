import type { Workload } from './workload';

/**
 * Whether a manifest is but a part of a workload, for a tool such as Kustomize to merge into the whole: pods without a label, or
 * containers without an image. What it lacks the whole may have.
 */
export function isFragment({ labels, containers }: Workload): boolean {
  return Object.keys(labels).length === 0 || containers.length === 0 || containers.some(({ role, manifest }) => role === 'container' && typeof manifest.image !== 'string');
}
