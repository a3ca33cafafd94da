/**
 * The releases that the table is made from: of each minor the newest of which the proxy had both k8s.io/kubernetes and k8s.io/api. Gates
 * may change in a patch, so a later one is better.
 */
export const KUBERNETES = {
  28: '1.28.15',
  29: '1.29.15',
  30: '1.30.14',
  31: '1.31.14',
  32: '1.32.13',
  33: '1.33.13',
  34: '1.34.4',
  35: '1.35.4',
  36: '1.36.3',
  37: '1.37.2',
};

/** Modules whose types still say when kinds ended that no minor above serves any more. */
export const ENDED = ['k8s.io/api@v0.20.6', 'k8s.io/api@v0.28.15', 'k8s.io/apiextensions-apiserver@v0.28.15', 'k8s.io/kube-aggregator@v0.28.15'];
