// What reads anybody's YAML into the linker's input: discover, read, put together.
export { discover, type Discovery, type InputProblem } from './discover';
export type { InputFile } from './input-file';
export { type ReadFile, readFiles, type ReadOptions } from './read-files';
export { SKIP_REASONS, type Skipped, type SkipReason } from './skip';
export { type Unit, type UnitOptions, unitsOf } from './units';
export { readerRules, yamlReadable } from './yaml-readable';
