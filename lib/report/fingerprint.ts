import { createHash } from 'node:crypto';
import type { Finding } from './finding';

/**
 * By what findings of one report are known again in the next: rule, object and field, not the line, which moves with every edit above it,
 * nor the wording. Those that are alike in all of it are counted.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, message, object, path, field }) => {
    const identity = [rule, message, object?.apiVersion, object?.kind, object?.namespace, object?.name, path, field].map((part) => part ?? null);
    const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${String(count)}`;
  });
}
