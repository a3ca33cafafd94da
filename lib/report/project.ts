/** What reports call the tool. */
export const TOOL = 'service-patterns';

/** Where people find out about it. */
export const HOME = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns';

/** The address of a page that the package holds, such as `docs/rules/image-pinned.md`. */
export function addressOf(page: string): string {
  return `${HOME}/blob/main/${page}`;
}
