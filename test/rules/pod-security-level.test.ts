import { podSecurityLevel } from '../../lib/rules/pod-security-level';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

/** A pod whose containers do as these texts say, and which is restricted otherwise. */
function pod(container: string, spec = 'securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }'): string {
  return object('v1 Pod', 'shop/web', `spec: { ${spec}, containers: [{ name: web, image: web:1.0.0, ${container} }] }`);
}

const HARDENED = 'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }';
const RESTRICTED = { ours: true, apiServer: true, podSecurity: 'restricted' } as const;

ruleTester(podSecurityLevel, {
  valid: [
    { ...RESTRICTED, name: 'a pod that keeps to its level', manifests: pod(HARDENED) },
    { ...RESTRICTED, podSecurity: 'baseline', name: 'what a wider level permits', manifests: pod('securityContext: {}') },
    { ...RESTRICTED, podSecurity: 'privileged', name: 'anything where anything goes', manifests: pod('securityContext: { privileged: true }') },
    { apiServer: true, name: 'pods of others, whose level nobody said', manifests: pod('securityContext: { privileged: true }') },
    { ...RESTRICTED, name: 'objects without pods', manifests: object('v1 ConfigMap', 'shop/web', 'data: { a: b }') },
  ],
  invalid: [
    {
      ...RESTRICTED,
      name: 'a container that keeps its capabilities',
      manifests: pod('securityContext: { allowPrivilegeEscalation: false }'),
      findings: [{ message: 'violates', severity: 'error', object: { kind: 'Pod' }, problem: /^Pod Security level "restricted" refuses these pods: / }],
      fixed: pod(HARDENED),
    },
    {
      ...RESTRICTED,
      name: 'a container that uses its node\'s network, at any level but the widest',
      podSecurity: 'baseline',
      manifests: pod(HARDENED, 'hostNetwork: true'),
      findings: [{ message: 'violates', severity: 'error', got: /host/ }],
      fixed: pod(HARDENED),
    },
  ],
});
