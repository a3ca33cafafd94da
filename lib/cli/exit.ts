/** Nothing is wrong; something is; what was asked cannot be done, or what was given cannot be read. */
export const EXIT = { CLEAN: 0, FOUND: 1, USAGE: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
