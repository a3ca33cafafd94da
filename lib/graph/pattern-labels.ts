/** Selects the pods of a pattern's Service. Our own, so that no other release's `app.kubernetes.io/name` joins by accident. */
export const SERVICE_LABEL = 'cdk8s-service-patterns/service';

/** Tells a Deployment's pods from others that join its Service on purpose, such as a canary. */
export const TRACK_LABEL = 'cdk8s-service-patterns/track';

/** The track of the pods that a pattern's own workload runs. */
export const STABLE_TRACK = 'stable';

/** The track of a canary's pods; those of canaries with a name go on with it. */
export const CANARY_TRACK = 'canary';
