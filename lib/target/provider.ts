import { quote } from '../report/message';
import { checkAnnotations, checkQualifiedName } from '../report/label-checks';
import { propError } from '../report/prop-error';
import { providerTables } from './providers';
import { metalLbProfile } from './providers/metal-lb';
import { otherProfile } from './providers/other';
import type { Profile } from './providers/profile';
import type { ProviderName } from './target-data';

/** The address pools of a MetalLB. */
export interface MetalLbOptions {
  /**
   * Name of the IPAddressPool that load balancers facing the internet take their addresses from.
   *
   * @default - any pool that MetalLB assigns by itself
   */
  readonly publicPool?: string;

  /**
   * Name of the IPAddressPool that internal load balancers take their addresses from.
   *
   * @default - none, and internal load balancers are refused
   */
  readonly internalPool?: string;
}

/** How a provider without a profile of its own is told what a load balancer is to be like. */
export interface OtherProviderOptions {
  /**
   * The class of its load balancers.
   *
   * @default - the cluster's own
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class
   */
  readonly loadBalancerClass?: string;

  /**
   * Annotations of Services whose load balancers face the internet.
   *
   * @default - none
   */
  readonly publicAnnotations?: { readonly [key: string]: string };

  /**
   * Annotations of Services whose load balancers are for the private network.
   *
   * @default - none, and internal load balancers are refused
   */
  readonly internalAnnotations?: { readonly [key: string]: string };
}

/**
 * Who makes a cluster's load balancers. From it come the annotations and the class of every Service of type LoadBalancer that a pattern
 * makes: they say where it is reached, which clouds otherwise decide either way in silence.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
 *
 * @example
 * new ClusterTarget({ cluster: 'east', provider: Provider.eks() }).applyTo(chart);
 */
export class Provider {
  /** EKS, or any cluster on AWS, with the AWS Load Balancer Controller or EKS Auto Mode: Network Load Balancers that lead to the pods. */
  public static eks(): Provider {
    return new Provider('eks');
  }

  /** AWS with the controller that came with Kubernetes, now the AWS cloud controller manager: Network Load Balancers that lead to the nodes. */
  public static eksLegacy(): Provider {
    return new Provider('eks-legacy');
  }

  /** Google Kubernetes Engine: passthrough Network Load Balancers. */
  public static gke(): Provider {
    return new Provider('gke');
  }

  /** Azure Kubernetes Service. */
  public static aks(): Provider {
    return new Provider('aks');
  }

  /** DigitalOcean Kubernetes. */
  public static digitalOcean(): Provider {
    return new Provider('digital-ocean');
  }

  /**
   * MetalLB, for clusters outside the clouds. It knows nothing of public and private: name a pool for each.
   *
   * @throws LinkError where a pool's name is empty
   */
  public static metalLb(options: MetalLbOptions = {}): Provider {
    const { publicPool, internalPool } = options;
    for (const [field, pool] of Object.entries({ publicPool, internalPool })) {
      if (pool === undefined || /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(pool)) continue;
      throw propError({
        path: '',
        field: `Provider.metalLb.${field}`,
        problem: `${field} must be the name of an IPAddressPool`,
        got: quote(pool),
        fix: 'name the pool as kubectl get ipaddresspools shows it, or leave it out',
      });
    }
    return new Provider('metal-lb', metalLbProfile({ internal: internalPool, 'internet-facing': publicPool }), internalPool !== undefined);
  }

  /** A cluster of kind, which makes no load balancers: `cloud-provider-kind` beside it does, and `kubectl port-forward` does without. */
  public static kind(): Provider {
    return new Provider('kind');
  }

  /** A cluster of minikube, which makes no load balancers: `minikube tunnel` beside it does, and `kubectl port-forward` does without. */
  public static minikube(): Provider {
    return new Provider('minikube');
  }

  /**
   * Any other provider, told by annotations of yours.
   *
   * @throws LinkError where an annotation or the class is none
   */
  public static other(options: OtherProviderOptions = {}): Provider {
    const { loadBalancerClass, publicAnnotations, internalAnnotations } = options;
    if (loadBalancerClass !== undefined) checkQualifiedName('', 'Provider.other.loadBalancerClass', loadBalancerClass, 'example.com/internal-vip');
    checkAnnotations('', 'Provider.other.publicAnnotations', publicAnnotations);
    checkAnnotations('', 'Provider.other.internalAnnotations', internalAnnotations);
    const profile = otherProfile({
      ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
      internal: { ...internalAnnotations },
      public: { ...publicAnnotations },
    });
    return new Provider('other', profile, Object.keys(internalAnnotations ?? {}).length > 0);
  }

  /** Such as `eks` or `digital-ocean`. */
  public readonly name: string;

  private constructor(
    /** @internal */
    public readonly _name: ProviderName,
    /** @internal */
    public readonly _profile: Profile | undefined = providerTables[_name].profile,
    /**
     * Whether it can be told that a load balancer is internal.
     *
     * @internal
     */
    public readonly _internal: boolean = Object.keys(providerTables[_name].profile?.scheme.internal ?? {}).length > 0,
  ) {
    this.name = _name;
  }
}
