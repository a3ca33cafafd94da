// As much of WebAssembly as is used here: TypeScript declares it with the browser's types, which a library for Node does without.

/** The memory of an instance; its buffer is another one once it has grown. */
export interface Memory {
  readonly buffer: ArrayBuffer;
}

/** A compiled module. */
export type Module = object;

interface WebAssemblyApi {
  readonly Module: {
    new (bytes: Uint8Array): Module;
    imports(module: Module): { readonly name: string }[];
  };
  readonly Instance: new (module: Module, imports: Record<string, Record<string, unknown>>) => { readonly exports: unknown };
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
