import type { Deployed } from './deploy';

/** The canaries of a pattern: what is said of the pattern, before they are made or after, holds for them too. */
export class Canaries {
  private readonly all: Deployed[] = [];
  private readonly said: ((canary: Deployed) => void)[] = [];

  /** Says something of every canary, whenever it is made. */
  each(say: (canary: Deployed) => void): void {
    for (const canary of this.all) say(canary);
    this.said.push(say);
  }

  add(canary: Deployed): void {
    for (const say of this.said) say(canary);
    this.all.push(canary);
  }
}
