/** What a user asked in a way that cannot be done: said in one line, with exit code 2. */
export class UsageError extends Error {}
