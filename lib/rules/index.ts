import { acknowledgementApplies } from './acknowledgement-applies';
import { apiserverAccepts } from './apiserver-accepts';
import { connectionAdmitted } from './connection-admitted';
import { containerPortsDistinct } from './container-ports-distinct';
import { drainFitsGracePeriod } from './drain-fits-grace-period';
import { endpointSlicePortsMatch } from './endpoint-slice-ports-match';
import { externalNameResolvable } from './external-name-resolvable';
import { fieldInTargetVersion } from './field-in-target-version';
import { grpcNeedsBalancing } from './grpc-needs-balancing';
import { headlessPortMatches } from './headless-port-matches';
import { imagePinned } from './image-pinned';
import { listensBeyondLoopback } from './listens-beyond-loopback';
import { loadBalancerProfileConsistent } from './load-balancer-profile-consistent';
import { loadBalancerSourcesValid } from './load-balancer-sources-valid';
import { nodePortDevelopmentOnly } from './node-port-development-only';
import { nodePortDistinct } from './node-port-distinct';
import { nodePortInRange } from './node-port-in-range';
import { nodePortStaticBand } from './node-port-static-band';
import { objectIdentityUnique } from './object-identity-unique';
import { patchTakesEffect } from './patch-takes-effect';
import { podSecurityLevel } from './pod-security-level';
import { policyAdmitsDns } from './policy-admits-dns';
import { policyAdmitsServicePort } from './policy-admits-service-port';
import { policySelectsPods } from './policy-selects-pods';
import { probePortOpen } from './probe-port-open';
import { readinessBehindService } from './readiness-behind-service';
import type { Rule } from './rule';
import { serviceLinksCollide } from './service-links-collide';
import { servicePortsDistinct } from './service-ports-distinct';
import { servicePortsNamed } from './service-ports-named';
import { serviceSelectsOneWorkload } from './service-selects-one-workload';
import { serviceSelectsPods } from './service-selects-pods';
import { serviceTargetPortOpen } from './service-target-port-open';
import { serviceTargetPortProtocol } from './service-target-port-protocol';
import { statefulSetServiceExists } from './stateful-set-service-exists';
import { surgeCanSchedule } from './surge-can-schedule';
import { trafficPolicyHasLocalPods } from './traffic-policy-has-local-pods';
import { workloadSelectorsDisjoint } from './workload-selectors-disjoint';

/** Every rule that the linker runs. */
export const allRules: readonly Rule[] = [
  acknowledgementApplies,
  apiserverAccepts,
  connectionAdmitted,
  containerPortsDistinct,
  drainFitsGracePeriod,
  endpointSlicePortsMatch,
  externalNameResolvable,
  fieldInTargetVersion,
  grpcNeedsBalancing,
  headlessPortMatches,
  imagePinned,
  listensBeyondLoopback,
  loadBalancerProfileConsistent,
  loadBalancerSourcesValid,
  nodePortDevelopmentOnly,
  nodePortDistinct,
  nodePortInRange,
  nodePortStaticBand,
  objectIdentityUnique,
  patchTakesEffect,
  podSecurityLevel,
  policyAdmitsDns,
  policyAdmitsServicePort,
  policySelectsPods,
  probePortOpen,
  readinessBehindService,
  serviceLinksCollide,
  servicePortsDistinct,
  servicePortsNamed,
  serviceSelectsOneWorkload,
  serviceSelectsPods,
  serviceTargetPortOpen,
  serviceTargetPortProtocol,
  statefulSetServiceExists,
  surgeCanSchedule,
  trafficPolicyHasLocalPods,
  workloadSelectorsDisjoint,
];
