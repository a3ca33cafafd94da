/** Turns offsets in a text into lines and columns, as editors count them: both from 1, columns in UTF-16 code units. */
export class LineIndex {
  private starts?: readonly number[];

  constructor(private readonly text: string) {}

  at(offset: number): { readonly line: number; readonly column: number } {
    this.starts ??= startsOf(this.text);
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  /** The text of the line in which an offset lies. */
  lineAt(offset: number): string {
    const start = offset - this.at(offset).column + 1;
    // Far more than anybody shows: one line may be a whole file.
    return /^[^\r\n]*/.exec(this.text.slice(start, start + 1000))?.[0] ?? '';
  }
}

/** Lines end with a line feed, a carriage return, or both. */
function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}
