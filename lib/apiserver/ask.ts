import { Crew } from './crew';
import { type Answer, Validator } from './validator';

let validator: Validator | undefined;

/** Lines that a crew answers, each of them once. */
class Asked {
  private readonly places = new Map<string, number>();
  private answers: readonly Answer[] | undefined;

  static of(count: number): Asked | undefined {
    const crew = Crew.for(count);
    return crew && new Asked(crew);
  }

  private constructor(readonly crew: Crew) {}

  give(line: string): void {
    if (this.answers !== undefined || this.places.has(line)) return;
    this.places.set(line, this.places.size);
    this.crew.give(line);
  }

  /** Waits until all are answered; undefined where a line was not given, or nobody could answer it. */
  answer(line: string): Answer | undefined {
    this.answers ??= this.crew.answers() ?? [];
    return this.answers[this.places.get(line) ?? -1];
  }
}

let ahead: Asked | undefined;

/** Has worker threads begin to answer what will be asked; undefined where that would not pay. It ends with `forget`. */
export function askAhead(count: number): ((line: string) => void) | undefined {
  forget();
  const asked = (ahead = Asked.of(count));
  return asked && ((line) => { asked.give(line); });
}

/** Gives up what was asked ahead. */
export function forget(): void {
  ahead?.crew.dismiss();
  ahead = undefined;
}

/**
 * Asks questions, each written as a line. Where there are many, worker threads find the answers while the caller goes on; what
 * comes back waits for them.
 */
export function ask(lines: readonly string[]): () => readonly Answer[] {
  const asked = ahead ?? Asked.of(lines.length);
  for (const line of lines) asked?.give(line);
  return () => {
    const open = lines.filter((line) => asked?.answer(line) === undefined);
    const here = askHere(open).values();
    return lines.map((line) => asked?.answer(line) ?? (here.next().value as Answer));
  };
}

function askHere(lines: readonly string[]): Answer[] {
  if (lines.length === 0) return [];
  validator ??= new Validator();
  return validator.askLines(lines);
}
