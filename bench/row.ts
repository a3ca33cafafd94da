/** What one run gives: a figure, and the milliseconds that processors were busy for it, which say more on a busy machine. */
export interface Sample {
  readonly value: number;
  readonly cpu?: number;
}

/** What is compared: ours, and what it is held against. */
export interface Row {
  readonly name: string;
  readonly unit: 'ms' | 'MiB';
  readonly ours: () => Sample;
  /** Absent where it cannot be measured; then `than` says why. */
  readonly other?: () => Sample;
  readonly than: string;
  /** The most that the ratio may be, or that the difference may be, such as `+50 ms`. */
  readonly budget: string;
  /** Runs at most: what takes minutes is not repeated as often. */
  readonly runs?: number;
}

/** A figure that is held against a number, and not against somebody else. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: string;
}
