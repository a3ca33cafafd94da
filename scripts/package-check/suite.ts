/** Characters of a line that are shown of what a program said. */
const WIDTH = 400;

/** Runs named checks one after another, says how each ended, and counts. */
export class Suite {
  private readonly outcomes: { readonly name: string; readonly passed: boolean; readonly seconds: number }[] = [];

  constructor(private readonly only: readonly string[]) {}

  /** Whether a check of this name was asked for. */
  asked(name: string): boolean {
    return this.only.length === 0 || this.only.some((part) => name.includes(part));
  }

  /** Runs a check, if it was asked for; what it gives is told beside its name. */
  check(name: string, body: () => string | undefined): boolean {
    if (!this.asked(name)) return true;
    const began = Date.now();
    const { passed, said } = outcome(body);
    const seconds = (Date.now() - began) / 1000;
    this.outcomes.push({ name, passed, seconds });
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${name}${said === '' ? '' : `: ${said}`}`);
    return passed;
  }

  /** Says how all ended, and gives the exit code. */
  finish(): number {
    const failed = this.outcomes.filter(({ passed }) => !passed);
    for (const { name } of failed) console.log(`failed: ${name}`);
    console.log(`${String(this.outcomes.length - failed.length)} passed, ${String(failed.length)} failed`);
    return failed.length > 0 || this.outcomes.length === 0 ? 1 : 0;
  }
}

function outcome(body: () => string | undefined): { readonly passed: boolean; readonly said: string } {
  try {
    return { passed: true, said: body() ?? '' };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // A stack may show a line of a minified file.
    return { passed: false, said: `\n${said.split('\n').map((line) => line.slice(0, WIDTH)).join('\n')}` };
  }
}
