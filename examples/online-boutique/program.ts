import { ServiceAccount } from 'cdk8s-plus-28';
import { SecurityProfile, type WorkloadProps } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

const REGISTRY = 'us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo';
const RELEASE = 'v0.10.6';

/** None of the images needs root, and not all of them say so by number. */
export const user1000 = SecurityProfile.restricted({ user: 1000, group: 1000, fsGroup: 1000 });

/** What the demo's own programs have in common: an image of one release, an account each, and their user. */
export function program(scope: Construct, name: string): Pick<WorkloadProps, 'image' | 'serviceAccount' | 'security'> {
  return {
    image: `${REGISTRY}/${name}:${RELEASE}`,
    serviceAccount: new ServiceAccount(scope, `${name}-account`, { metadata: { name } }),
    security: user1000,
  };
}
