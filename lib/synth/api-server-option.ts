import type { IConstruct } from 'constructs';

const asking = new WeakMap<IConstruct, boolean>();

/** Switches the API server's validation on or off for the app that a construct belongs to. */
export function setApiServerValidation(scope: IConstruct, enabled: boolean): void {
  asking.set(scope.node.root, enabled);
}

/** Whether an app asks for it. */
export function asksApiServer(root: IConstruct): boolean {
  return asking.get(root.node.root) ?? false;
}
