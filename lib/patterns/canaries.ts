import type { Container, Workload } from 'cdk8s-plus-28';

/** What there is to say something of. */
interface CanaryWorkload {
  readonly workload: Workload;
  readonly container: Container;
}

/** The canaries of a pattern: what is said of the pattern, before they are made or after, holds for them too. */
export class Canaries {
  private readonly all: CanaryWorkload[] = [];
  private readonly said: ((canary: CanaryWorkload) => void)[] = [];

  /** Says something of every canary, whenever it is made. */
  each(say: (canary: CanaryWorkload) => void): void {
    for (const canary of this.all) say(canary);
    this.said.push(say);
  }

  add(canary: CanaryWorkload): void {
    for (const say of this.said) say(canary);
    this.all.push(canary);
  }
}
