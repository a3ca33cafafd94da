import type { ApiObject } from 'cdk8s';
import type { ContainerResources, Deployment, EnvValue } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { CANARY_TRACK } from '../graph/pattern-labels';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { rememberCallSite } from '../synth/origin';
import { claimName } from './claims';
import { CANARY_REPLICAS } from './defaults';
import { deploy } from './deploy';
import { workloadSelector } from './labels';
import type { Scaling } from './scaling';
import type { ServedApp } from './served-app';
import type { WorkloadProps } from './workload-props';

/** What labels and the names of most objects allow. */
const LONGEST_NAME = 63;

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
    const id = `Canary${props.name === undefined ? '' : `-${props.name}`}`;
    const name = `${app.name}-${track}`;
    refuseUnfit(app);
    checkCanaryName(app, id, name, props.name);
    claimName(scope, name, `${scope.node.path}/${id}`);
    super(scope, id);
    rememberCallSite(this, (Canary as { _of: (app: ServedApp, props: CanaryProps) => Canary })._of);
    const deployed = deploy(this, name, inherit(app.props, props), app.ports, { app: app.name, selector: workloadSelector(app.name, track), variables });
    canaries.add({ workload: deployed.deployment, container: deployed.container });
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

function checkCanaryName({ scope, name: of }: ServedApp, id: string, name: string, given: string | undefined): void {
  const refuse = (problem: string, got: string, fix: string): Error => propError({ path: scope.node.path, field: 'canary().name', problem, got, fix });
  if (scope.node.tryFindChild(id)) {
    const fix = `name the second one, such as name: ${quote(given === 'beta' ? 'gamma' : 'beta')}`;
    throw refuse(`Canaries of ${quote(of)} are told apart by their names`, `two ${given === undefined ? 'without a name' : `named ${quote(given)}`}`, fix);
  }
  if (given !== undefined && !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(given)) {
    throw refuse('A canary\'s name is lower-case letters, digits and hyphens', quote(given), 'use a short name, such as name: "beta"');
  }
  if (name.length <= LONGEST_NAME) return;
  throw refuse('The name of a canary ends the name of its Deployment, which has 63 characters at most', `${quote(name)}, which has ${String(name.length)}`, `give a name that is ${String(name.length - LONGEST_NAME)} shorter`);
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
