import type { IConstruct } from 'constructs';
import { setApiServerValidation } from './api-server-option';
import { attach } from './attach';

/** The API server's own validation, which an app may ask for beside the linker's rules. */
export class ApiServerValidation {
  /**
   * Has the API server's own decoding and validation judge every object of an app at synth, as `kubectl apply --dry-run=server`
   * would. `LinkedApp` does so by itself; a plain `App`, and `Testing.synth`, only when told.
   *
   * @example
   * ApiServerValidation.enable(app);
   */
  public static enable(scope: IConstruct): void {
    setApiServerValidation(scope, true);
    attach(scope);
  }

  private constructor() {}
}
