import type { AppContext, AppProperties } from './app-context';
import type * as validateApp from './validate-app';

/**
 * The validation plugin for `cdk8s synth`: links what any app wrote, and fails the synth with the findings. Named in `cdk8s.yaml`:
 *
 * ```yaml
 * validations:
 *   - package: ./node_modules/cdk8s-service-patterns
 *     version: 0.1.0
 *     class: ServicePatternsValidation
 * ```
 *
 * It is for the cdk8s CLI, which runs in Node, so other languages do not see it.
 *
 * @jsii ignore
 */
export class ServicePatternsValidation {
  constructor(private readonly properties: AppProperties = {}) {}

  /** Links the manifests of an app, and reports to cdk8s. */
  async validate(context: AppContext): Promise<void> {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a program that imports the library does not wait for its plugin
    await (require('./validate-app') as typeof validateApp).validateApp(context, this.properties);
  }
}
