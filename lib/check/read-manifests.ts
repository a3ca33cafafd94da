import * as fs from 'node:fs';
import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { JsonObject } from '../graph/json';
import type { LinkObject } from '../graph/object';
import type { SourceLocation } from '../report/finding';

/** Reads the manifests that a synth wrote; findings name the file as `name`. */
export function readManifests(file: string, name: string): LinkObject[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(fs.readFileSync(file, 'utf8'), { lineCounter: lines, version: '1.1' }) as Document[];
  return documents.flatMap((document): LinkObject[] => {
    const manifest = document.toJS() as JsonObject | null;
    if (manifest === null) return [];
    const at = (offset: number): SourceLocation => {
      const { line, col } = lines.linePos(offset);
      return { file: name, line, column: col, via: [] };
    };
    return [{ manifest, provenance: { source: at(document.contents?.range?.[0] ?? 0), locate: (field) => locate(document, field, at) } }];
  });
}

/** Where a field stands, or the nearest part of it that is there. */
function locate(document: Document, field: string, at: (offset: number) => SourceLocation): SourceLocation | undefined {
  // `spec.ports[0].name`, and `metadata.labels["acme.example/team"]` where a key has dots of its own.
  const keys = [...field.matchAll(/\[(\d+)\]|\["([^"]*)"\]|([^.[\]]+)/g)].map(([, index, quoted, key]) => (index === undefined ? quoted ?? key ?? '' : Number(index)));
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true) as { readonly range?: readonly [number, number, number] } | undefined;
    if (node?.range) return at(node.range[0]);
  }
  return undefined;
}
