import type { Finding } from '../report/finding';
import { apiserverAccepts } from '../rules/apiserver-accepts';

/** Leaves out what the API server says of a field of which a rule of ours has said it already, with the nearest candidate and the fix. */
export function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const told = new Set(findings.flatMap((finding) => (isOfServer(finding) || finding.severity !== 'error' ? [] : placesOf(finding))));
  return findings.filter((finding) => !isOfServer(finding) || !told.has(placeOf(finding)));
}

function isOfServer({ rule }: Finding): boolean {
  return rule === apiserverAccepts.name;
}

function placeOf({ object, path, field }: Finding): string {
  return JSON.stringify([object, path, field]);
}

/** The field itself, and the one that holds it: the server may speak of `spec.ports[0]` where we name a field in it. */
function placesOf(finding: Finding): string[] {
  const { field } = finding;
  const holder = field?.replace(/\.[^.[\]]+$/, '');
  return [placeOf(finding), ...(holder === field ? [] : [placeOf({ ...finding, field: holder })])];
}
