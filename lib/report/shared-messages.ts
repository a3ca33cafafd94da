/**
 * Texts that a constructor and a rule both say, so that a mistake reads the same whether a prop or a manifest holds it.
 */
export const sharedMessages = {
  nodePortOutOfRange: {
    problem: 'A node port must lie in the cluster\'s node-port range {{from}}-{{to}}',
    got: '{{nodePort}}',
    fix: 'choose a port from {{from}} to {{to}}, or leave it out and one is allocated; where the cluster\'s range differs, set nodePortRange on the ClusterTarget',
  },
  nodePortTaken: {
    problem: 'Node port {{nodePort}} is asked for twice in one cluster',
    got: '{{nodePort}} is also asked for by {{other}}',
    fix: 'give one of them another node port, or leave it out and one is allocated',
  },
  nodePortInProduction: {
    problem: 'A NodePort Service opens every node of a production cluster to whoever can reach them',
    got: 'the target\'s environment is "production"',
    fix: 'use PublicLoadBalancedApp (type: LoadBalancer) for traffic from outside, or InternalBackend (ClusterIP) inside the cluster',
  },
  portsDistinct: {
    problem: 'Two ports of the Service have the same {{what}} {{value}}',
    got: '{{first}} and {{second}}',
    fix: 'change one of the two, so that each has its own {{what}}',
  },
  portsNamed: {
    problem: 'A Service with several ports must name each of them',
    got: 'port {{port}} has no name',
    fix: 'add a name such as "http" or "metrics": up to 15 lower-case letters, digits and hyphens',
  },
  sourceRangeInvalid: {
    problem: 'A source range must be an IP range in CIDR notation, with its mask',
    got: '{{range}}',
    fix: 'write it like "203.0.113.0/24"',
  },
  sourceRangeBare: {
    problem: 'A source range must be an IP range in CIDR notation, with its mask',
    got: '{{range}}',
    fix: 'write {{one}} for this one address',
  },
  sourceRangesEmpty: {
    problem: 'An empty list of source ranges lets everybody in: Kubernetes reads it as no restriction',
    got: '[]',
    fix: 'name the ranges that may connect, or leave {{field}} out if that is anyone',
  },
  profileValue: {
    problem: 'For {{provider}}, {{what}} must be {{expected}}',
    got: '{{value}}',
    fix: '{{change}}',
  },
  profileAddresses: {
    problem: '{{what}} must hold one address for each subnet of the load balancer',
    got: '{{addresses}} for {{subnets}}',
    fix: 'give as many addresses as subnets',
  },
  profileNodePorts: {
    problem: 'The load balancers of {{provider}} lead to node ports, and this Service gets none',
    got: '{{value}}',
    fix: 'leave allocateLoadBalancerNodePorts out{{or}}',
  },
  externalNameAddress: {
    problem: 'externalName {{value}} is an IP address, which DNS reads as a name of digits',
    got: '{{value}}',
  },
  externalNameUrl: {
    problem: 'externalName {{value}} carries {{parts}}, and DNS knows names alone',
    got: '{{value}}',
  },
  externalNameInvalid: {
    problem: 'externalName {{value}} is no DNS name',
    got: '{{value}}',
  },
  externalNameItself: {
    problem: 'externalName {{value}} is the Service\'s own name, which leads back to itself',
    got: '{{value}}',
  },
} as const;
