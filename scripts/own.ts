import * as fs from 'node:fs';
import * as path from 'node:path';

/** The root of this repository. */
export const ROOT = path.resolve(__dirname, '..');

/** What an entry of `exports` leads to: a file, or one for each condition. */
export type Exported = string | { readonly [condition: string]: Exported };

interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, Exported>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly bundledDependencies: readonly string[];
  readonly jsii: { readonly targets: Readonly<Record<string, unknown>> };
}

/** This package's own package.json. */
export const own = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as OwnPackage;
