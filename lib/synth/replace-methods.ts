import { underJsiiKernel } from '../report/call-site';

/** Methods of an object that others take the place of. */
export type Methods<T> = { readonly [K in keyof T]?: T[K] };

/** Puts methods in place of an object's own. What a program in another language overrides, jsii has made read-only: that stays. */
export function replaceMethods<T extends object>(object: T, methods: Methods<T>): void {
  for (const [name, method] of Object.entries(methods)) {
    if (Object.getOwnPropertyDescriptor(object, name)?.writable !== false) Object.assign(object, { [name]: method });
  }
}

/**
 * Has calls from other languages come to methods in place of an object's own. jsii looks for a method in the prototype of the object's
 * constructor first, past whatever was put on the object itself. Where no other language is at work, nothing changes.
 */
export function replaceForJsii<T extends object>(object: T, methods: Methods<T>): void {
  if (!underJsiiKernel()) return;
  const { constructor } = object;
  const prototype: object = Object.assign(Object.create(constructor.prototype as object) as object, methods);
  const value: object = Object.create(constructor, { prototype: { value: prototype } }) as object;
  Object.defineProperty(object, 'constructor', { value, configurable: true, writable: true });
}
