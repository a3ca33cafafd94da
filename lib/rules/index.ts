import { nodePortDevelopmentOnly } from './node-port-development-only';
import { nodePortDistinct } from './node-port-distinct';
import { nodePortInRange } from './node-port-in-range';
import { objectIdentityUnique } from './object-identity-unique';
import { patchTakesEffect } from './patch-takes-effect';
import type { Rule } from './rule';
import { servicePortsDistinct } from './service-ports-distinct';
import { servicePortsNamed } from './service-ports-named';
import { serviceSelectsPods } from './service-selects-pods';
import { serviceTargetPortOpen } from './service-target-port-open';
import { serviceTargetPortProtocol } from './service-target-port-protocol';

/** Every rule that the linker runs. */
export const allRules: readonly Rule[] = [
  nodePortDevelopmentOnly,
  nodePortDistinct,
  nodePortInRange,
  objectIdentityUnique,
  patchTakesEffect,
  servicePortsDistinct,
  servicePortsNamed,
  serviceSelectsPods,
  serviceTargetPortOpen,
  serviceTargetPortProtocol,
];
