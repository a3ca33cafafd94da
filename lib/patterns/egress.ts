/** Where a pattern's pods may connect to. */
export enum Egress {
  /** Anywhere; network policies that others make still apply. */
  OPEN = 'open',
  /**
   * Only what it connects to by `connectsTo` or `connectTo()`, and DNS: 53/UDP and 53/TCP to anywhere, for clusters keep their
   * DNS at different addresses. An `ExternalBackend` that is known by its DNS name must say by `egressTo` where that leads.
   */
  DECLARED = 'declared',
}

/** Without DNS no Service's name resolves. */
export const DNS_PORTS = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
] as const;
