import { acknowledgementApplies } from './acknowledgement-applies';
import { apiserverAccepts } from './apiserver-accepts';
import { autoscalerExclusive } from './autoscaler-exclusive';
import { autoscalerOwnsReplicas } from './autoscaler-owns-replicas';
import { autoscalerTargetExists } from './autoscaler-target-exists';
import { autoscalerTargetRequests } from './autoscaler-target-requests';
import { budgetPermitsEviction } from './budget-permits-eviction';
import { budgetSelectsPods } from './budget-selects-pods';
import { budgetsDisjoint } from './budgets-disjoint';
import { configReferenceExists } from './config-reference-exists';
import { connectionAdmitted } from './connection-admitted';
import { containerPortsDistinct } from './container-ports-distinct';
import { drainFitsGracePeriod } from './drain-fits-grace-period';
import { endpointSlicePortsMatch } from './endpoint-slice-ports-match';
import { externalNameResolvable } from './external-name-resolvable';
import { fieldInTargetVersion } from './field-in-target-version';
import { gatewayExists } from './gateway-exists';
import { grpcNeedsBalancing } from './grpc-needs-balancing';
import { headlessPortMatches } from './headless-port-matches';
import { imagePinned } from './image-pinned';
import { ingressBackendExists } from './ingress-backend-exists';
import { listensBeyondLoopback } from './listens-beyond-loopback';
import { loadBalancerProfileConsistent } from './load-balancer-profile-consistent';
import { loadBalancerSourcesValid } from './load-balancer-sources-valid';
import { nodePortDevelopmentOnly } from './node-port-development-only';
import { nodePortDistinct } from './node-port-distinct';
import { nodePortInRange } from './node-port-in-range';
import { nodePortStaticBand } from './node-port-static-band';
import { objectIdentityUnique } from './object-identity-unique';
import { patchTakesEffect } from './patch-takes-effect';
import { peersBeforeReady } from './peers-before-ready';
import { podSecurityLevel } from './pod-security-level';
import { policyAdmitsDns } from './policy-admits-dns';
import { policyAdmitsRoute } from './policy-admits-route';
import { policyAdmitsServicePort } from './policy-admits-service-port';
import { policySelectsPods } from './policy-selects-pods';
import { probePortOpen } from './probe-port-open';
import { readinessBehindService } from './readiness-behind-service';
import { rolloutKeepsCapacity } from './rollout-keeps-capacity';
import { routeBackendExists } from './route-backend-exists';
import { routePathsDistinct } from './route-paths-distinct';
import type { Rule } from './rule';
import { serviceAccountExists } from './service-account-exists';
import { serviceHostExists } from './service-host-exists';
import { serviceLinksCollide } from './service-links-collide';
import { servicePortsDistinct } from './service-ports-distinct';
import { servicePortsNamed } from './service-ports-named';
import { serviceSelectsOneWorkload } from './service-selects-one-workload';
import { serviceSelectsPods } from './service-selects-pods';
import { serviceTargetPortOpen } from './service-target-port-open';
import { serviceTargetPortProtocol } from './service-target-port-protocol';
import { spreadSatisfiable } from './spread-satisfiable';
import { statefulSetServiceExists } from './stateful-set-service-exists';
import { surgeCanSchedule } from './surge-can-schedule';
import { trafficPolicyHasLocalPods } from './traffic-policy-has-local-pods';
import { volumeClaimExists } from './volume-claim-exists';
import { workloadSelectorsDisjoint } from './workload-selectors-disjoint';

/** Every rule that the linker runs. */
export const allRules: readonly Rule[] = [
  acknowledgementApplies,
  apiserverAccepts,
  autoscalerExclusive,
  autoscalerOwnsReplicas,
  autoscalerTargetExists,
  autoscalerTargetRequests,
  budgetPermitsEviction,
  budgetSelectsPods,
  budgetsDisjoint,
  configReferenceExists,
  connectionAdmitted,
  containerPortsDistinct,
  drainFitsGracePeriod,
  endpointSlicePortsMatch,
  externalNameResolvable,
  fieldInTargetVersion,
  gatewayExists,
  grpcNeedsBalancing,
  headlessPortMatches,
  imagePinned,
  ingressBackendExists,
  listensBeyondLoopback,
  loadBalancerProfileConsistent,
  loadBalancerSourcesValid,
  nodePortDevelopmentOnly,
  nodePortDistinct,
  nodePortInRange,
  nodePortStaticBand,
  objectIdentityUnique,
  patchTakesEffect,
  peersBeforeReady,
  podSecurityLevel,
  policyAdmitsDns,
  policyAdmitsRoute,
  policyAdmitsServicePort,
  policySelectsPods,
  probePortOpen,
  readinessBehindService,
  rolloutKeepsCapacity,
  routeBackendExists,
  routePathsDistinct,
  serviceAccountExists,
  serviceHostExists,
  serviceLinksCollide,
  servicePortsDistinct,
  servicePortsNamed,
  serviceSelectsOneWorkload,
  serviceSelectsPods,
  serviceTargetPortOpen,
  serviceTargetPortProtocol,
  spreadSatisfiable,
  statefulSetServiceExists,
  surgeCanSchedule,
  trafficPolicyHasLocalPods,
  volumeClaimExists,
  workloadSelectorsDisjoint,
];
