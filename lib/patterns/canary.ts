import type { ApiObject } from 'cdk8s';
import type { ContainerResources, Deployment, EnvValue } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { CANARY_TRACK } from '../graph/pattern-labels';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { rememberCallSite } from '../synth/origin';
import { checkName } from './checks';
import { claimName } from './claims';
import { CANARY_REPLICAS } from './defaults';
import { deploy } from './deploy';
import { workloadSelector } from './labels';
import type { Scaling } from './scaling';
import type { ServedApp } from './served-app';
import type { WorkloadProps } from './workload-props';

/** Describes how a canary differs from the pattern that it belongs to; whatever is left out is as there. */
export interface CanaryProps {
  /**
   * Tells it from the pattern's other canaries: `orders-canary-beta` for `beta`.
   *
   * @default - none: `orders-canary`
   */
  readonly name?: string;

  /**
   * The image to try.
   *
   * @default - the pattern's: a canary may try other settings
   */
  readonly image?: string;

  /**
   * How many pods run. The Service sends to all its pods alike, so 1 beside 4 gets about a fifth of the connections.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * How many pods run, in place of `replicas`. With an autoscaler, the share of traffic changes with the load.
   *
   * @default - the fixed number of `replicas`
   */
  readonly scaling?: Scaling;

  /**
   * Arguments to the entry point.
   *
   * @default - the pattern's
   */
  readonly args?: string[];

  /**
   * Environment variables, beside those of the pattern or in their place.
   *
   * @default - the pattern's
   */
  readonly env?: { readonly [name: string]: string | EnvValue };

  /**
   * CPU, memory and ephemeral storage, each by itself.
   *
   * @default - the pattern's
   */
  readonly resources?: ContainerResources;

  /**
   * Further labels of the pods, beside those of the pattern.
   *
   * @default - the pattern's
   */
  readonly podLabels?: { readonly [key: string]: string };
}

/**
 * A second Deployment behind the Service of a pattern, for another version to get a share of its traffic. Made by `canary()`: it has
 * all that the pattern was told, its connections too. The pattern's own Deployment, budget and autoscaler do not count its pods.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/management/#canary-deployments
 *
 * @example
 * const orders = new InternalBackend(chart, 'orders', { image: 'ghcr.io/acme/orders:1.4.2', port: 80, targetPort: 8080, replicas: 4 });
 * orders.canary({ image: 'ghcr.io/acme/orders:1.5.0' });
 */
export class Canary extends Construct {
  /** @internal */
  public static _of(app: ServedApp, props: CanaryProps): Canary {
    return new Canary(app, props);
  }

  /** The workload; whatever cdk8s-plus can do to it, you still can. */
  public readonly deployment: Deployment;
  /** The disruption budget, or undefined where one pod is all there is. */
  public readonly budget?: ApiObject;
  /** The autoscaler, or undefined where the number of pods is fixed. */
  public readonly autoscaler?: ApiObject;

  private constructor(app: ServedApp, props: CanaryProps) {
    const { scope, canaries, variables } = app;
    const track = props.name === undefined ? CANARY_TRACK : `${CANARY_TRACK}-${props.name}`;
    const name = checkName(scope.node.path, 'canary().name', `${app.name}-${track}`);
    refuseUnfit(app);
    const path = `${scope.node.path}/Canary${props.name === undefined ? '' : `-${props.name}`}`;
    claimName(scope, name, path);
    super(scope, path.slice(path.lastIndexOf('/') + 1));
    rememberCallSite(this, (Canary as { _of: (app: ServedApp, props: CanaryProps) => Canary })._of);
    const deployed = deploy(this, name, inherit(app.props, props), app.ports, { app: app.name, selector: workloadSelector(app.name, track), variables });
    canaries.add(deployed);
    this.deployment = deployed.deployment;
    this.budget = deployed.budget;
    this.autoscaler = deployed.autoscaler;
  }
}

/** What the pattern was told, but for what is the canary's own. How many pods there are never is the pattern's. */
function inherit({ replicas: _, scaling: __, ...app }: WorkloadProps, props: CanaryProps): WorkloadProps {
  const { name: ___, ...own } = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as CanaryProps;
  return {
    ...app,
    ...own,
    ...(own.scaling ? {} : { replicas: own.replicas ?? CANARY_REPLICAS }),
    env: { ...app.env, ...own.env },
    resources: { ...app.resources, ...own.resources },
    podLabels: { ...app.podLabels, ...own.podLabels },
  };
}

function refuseUnfit({ scope, name, props, joins }: ServedApp): void {
  const refuse = (problem: string, got: string, fix: string): Error => propError({ path: scope.node.path, field: 'canary()', problem, got, fix });
  if (props.singleton === true) {
    throw refuse('A singleton must not run twice, and a canary runs beside it', `a canary of ${quote(name)}, which has singleton: true`, 'change the image of the singleton itself, or leave singleton out');
  }
  if (joins === undefined) return;
  const fix = `make the canary of ${quote(joins)}: its canary({ … })`;
  throw refuse('Pods that join another pattern\'s Service have no canaries of their own', `${quote(name)}, which has alsoServes: ${quote(joins)}`, fix);
}
