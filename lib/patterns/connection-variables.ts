import type { Workload } from 'cdk8s-plus-28';
import type { SourceLocation } from '../report/finding';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import type { Manifest } from '../synth/overlay';

/** Who set a variable, and to what. */
interface Variable {
  readonly value: string;
  /** The backend that it leads to, as messages name it. */
  readonly backend: string;
}

/** The environment that connections give to every container of a pattern. */
export class ConnectionVariables {
  private readonly variables = new Map<string, Variable>();

  constructor(private readonly path: string, private readonly source: () => SourceLocation | undefined) {}

  /**
   * Sets a variable; the same value may be set again.
   *
   * @throws LinkError where another connection, or a container's own environment, has set it to something else
   */
  set(name: string, variable: Variable, workload: Workload): void {
    const other = this.variables.get(name);
    if (other && other.value !== variable.value) {
      throw this.clash(name, variable, `${quote(other.value)}, for the connection to ${quote(other.backend)}`);
    }
    for (const container of [...workload.containers, ...workload.initContainers]) {
      if (Object.hasOwn(container.env.variables, name)) throw this.clash(name, variable, `container ${quote(container.name)} sets ${name} in its env`);
    }
    this.variables.set(name, variable);
  }

  /**
   * Puts the variables into the containers of a rendered pod, before their own: those may refer to them as `$(ORDERS_HOST)`.
   *
   * @throws LinkError where a container that was added later sets one of them itself
   */
  inject(containers: readonly Manifest[]): void {
    const entries = [...this.variables].sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) return;
    for (const container of containers) {
      const own: readonly Manifest[] = container.env ?? [];
      const clashing = entries.find(([name]) => own.some((entry) => entry.name === name));
      if (clashing) throw this.clash(clashing[0], clashing[1], `container ${quote(container.name)} sets ${clashing[0]} in its env`, this.source());
      container.env = [...entries.map(([name, { value }]) => ({ name, value })), ...own];
    }
  }

  private clash(name: string, { value, backend }: Variable, got: string, source?: SourceLocation): Error {
    return propError({
      path: this.path,
      field: 'connectsTo',
      problem: `The connection to ${quote(backend)} sets ${name} to ${quote(value)}, which is set already`,
      got,
      fix: `remove one of the two, or have the connection's names begin otherwise: connectTo(…, { prefix: ${quote(`${name.replace(/_[A-Z]+$/, '')}_BACKEND`)} })`,
      ...(source ? { source } : {}),
    });
  }
}
