import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { propError } from '../report/prop-error';
import { type Module, webAssembly } from './webassembly';

/** What is known of the validator that ships in the package. */
export interface Artifact {
  /** The Kubernetes version whose validation it holds. */
  readonly kubernetesVersion: string;
  /** SHA-256 of the WebAssembly module; names the artifact. */
  readonly sha256: string;
}

/** Beside `lib` in a checkout, beside `build` in the package. */
const FOLDER = path.resolve(__dirname, '../../apiserver/dist');

/**
 * Reads what is known of the artifact, which is little and quick.
 *
 * @throws LinkError where it is not there, or is none
 */
export function readArtifact(folder: string = FOLDER): Artifact {
  return attempt(folder, () => {
    const artifact = JSON.parse(fs.readFileSync(path.join(folder, 'artifact.json'), 'utf8')) as Partial<Artifact>;
    const { kubernetesVersion, sha256 } = artifact;
    if (typeof kubernetesVersion !== 'string' || typeof sha256 !== 'string') throw new Error('artifact.json lacks its version or hash');
    return { kubernetesVersion, sha256 };
  });
}

/**
 * Reads and compiles the WebAssembly module.
 *
 * @throws LinkError where it is not there, or is damaged
 */
export function compileArtifact(folder: string = FOLDER): Module {
  return attempt(folder, () => {
    const compressed = fs.readFileSync(path.join(folder, 'apiserver.wasm.br'));
    return new webAssembly.Module(zlib.brotliDecompressSync(compressed));
  });
}

function attempt<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw cannotLoad(error, path.relative(process.cwd(), folder));
  }
}

/** The error where the validator does not come up. */
export function cannotLoad(error: unknown, where: string): Error {
  return propError({
    path: '',
    field: 'apiServerValidation',
    problem: 'The API server\'s validation, which is part of this package, could not be loaded',
    got: `${where}: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'install the package again, or switch this layer off with apiServerValidation: false',
  });
}
