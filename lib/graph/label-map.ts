import { addTo } from './add-to';

const NOTHING: readonly never[] = [];

/** What stands under each pair of label key and value. */
export class LabelMap<T> {
  private readonly byKey = new Map<string, Map<string, T[]>>();

  add(key: string, value: string, item: T): void {
    let values = this.byKey.get(key);
    if (!values) {
      values = new Map();
      this.byKey.set(key, values);
    }
    addTo(values, value, item);
  }

  get(key: string, value: string): readonly T[] {
    return this.byKey.get(key)?.get(value) ?? NOTHING;
  }

  /** The values that stand under a key. */
  valuesOf(key: string): Iterable<string> {
    return this.byKey.get(key)?.keys() ?? NOTHING;
  }
}
