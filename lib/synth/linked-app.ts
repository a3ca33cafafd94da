import { App, type AppProps } from 'cdk8s';
import type { LinkResult } from '../linker/link';
import { loadLinker } from '../linker/load';
import type { Finding } from '../report/finding';
import { LinkError } from '../report/link-error';
import { formatText } from '../report/text';
import { ClusterTarget, type ClusterTargetProps } from '../target/cluster-target';
import { constructMetadata, outputFiles } from './app-output';
import { setApiServerValidation } from './api-server-option';
import { attach } from './attach';
import { resolveDependencies } from './dependencies';
import { renderAndLink, validationMessages } from './link-rendering';
import { printLine, printWarnings } from './print';
import { type RenderedChart, writesByObject } from './render';
import type { Session } from './session';
import { writeFiles } from './write-files';
import { yamlText } from './yaml-text';

/** Describes an app, and the cluster that its manifests are for. */
export interface LinkedAppProps extends AppProps, ClusterTargetProps {
  /**
   * Whether `synth()` prints the links that it proved, on stderr: one line for each Service port, and for each connection.
   *
   * @default true
   */
  readonly printLinks?: boolean;

  /**
   * Whether synth asks the API server's own validation as well: what passes is accepted by `kubectl apply --dry-run=server`, but for
   * what depends on the cluster's state. It runs in this process, and remembers what passed in `node_modules/.cache`.
   *
   * @default true
   */
  readonly apiServerValidation?: boolean;
}

/**
 * A cdk8s app whose synth is compile, link, emit: every object is rendered once, everything is linked, and manifests are
 * written only when no finding is an error. File names, order and bytes are those of `cdk8s.App`.
 *
 * @example
 * const app = new LinkedApp({ environment: Environment.PRODUCTION });
 * const chart = new Chart(app, 'shop', { namespace: 'shop' });
 *
 * new InternalBackend(chart, 'orders', {
 *   image: 'ghcr.io/acme/orders:1.4.2',
 *   port: 80,
 *   targetPort: 8080,
 *   health: HealthCheck.http('/healthz'),
 * });
 *
 * app.synth();
 */
export class LinkedApp extends App {
  readonly #printLinks: boolean;
  readonly #recordConstructMetadata: boolean;
  readonly #session: Session;
  #proved: Pick<LinkResult, 'links' | 'connections'> = { links: [], connections: [] };
  #warnings: readonly Finding[] = [];

  /**
   * @throws LinkError where the version or the node-port range is none
   */
  constructor(props: LinkedAppProps = {}) {
    super(props);
    this.#printLinks = props.printLinks ?? true;
    this.#recordConstructMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    new ClusterTarget(props).applyTo(this);
    setApiServerValidation(this, props.apiServerValidation ?? true);
    this.#session = attach(this, { hookSynth: false });
  }

  /**
   * The links that the last synth proved, one a line:
   * `shop/orders:80/TCP http → Deployment orders (2 pods; 2 stay in a rollout, 1 in a drain) → container orders:8080`, and then the connections:
   * `shop/Deployment web → shop/orders:80/TCP http`. Empty before the first.
   */
  public get linkReport(): string {
    const { links, connections } = this.#proved;
    const { formatConnections, formatLinks } = loadLinker();
    return [formatLinks(links), formatConnections(connections)].filter((part) => part !== '').join('\n');
  }

  /** The warnings of the last synth, as it printed them, without colours. Empty where there were none. */
  public get warningReport(): string {
    return formatText(this.#warnings);
  }

  /**
   * Links the app, and writes its manifests to the output directory. Prints warnings, and the links, on stderr.
   *
   * @throws LinkError with all findings, where one is an error; nothing is written then
   */
  public synth(): void {
    const { charts, indexed } = this.link(writesByObject(this));
    const files = outputFiles(this, charts, indexed);
    if (this.#recordConstructMetadata) files.push(constructMetadata(this, charts));
    writeFiles(this.outdir, files);
    const report = this.#printLinks ? this.linkReport : '';
    if (report !== '') printLine(report);
  }

  /**
   * Links the app, and returns its manifests as one YAML text.
   *
   * @throws LinkError with all findings, where one is an error
   */
  public synthYaml(): string {
    const { charts } = this.link(false);
    return yamlText(charts.flatMap((chart) => chart.objects.map((object) => object.manifest)));
  }

  private link(byObject: boolean): { charts: readonly RenderedChart[]; indexed: boolean } {
    return this.#session.withoutServing(() => {
      const messages = validationMessages(this);
      const indexed = resolveDependencies(this);
      const { rendering, result } = renderAndLink(this, this.charts, (chart) => !byObject && this.#session.isOverridden(chart), messages);
      if (messages.length > 0) throw new LinkError(result.findings, messages);
      printWarnings(result.findings);
      this.#proved = result;
      this.#warnings = result.findings.filter((finding) => finding.severity === 'warning');
      return { charts: rendering.charts, indexed };
    });
  }
}
