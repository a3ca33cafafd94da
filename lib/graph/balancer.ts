import type { Balancer } from '../target/providers/provider-table';
import { integer, list, record, text } from './json';
import type { Service } from './service';

/** A Service of type LoadBalancer, as the tables of providers look at it; undefined for any other. */
export function balancerOf({ object, type, ports }: Service): Balancer | undefined {
  if (type !== 'LoadBalancer') return undefined;
  const spec = record(object.manifest.spec);
  const loadBalancerClass = text(spec.loadBalancerClass);
  const loadBalancerIp = text(spec.loadBalancerIP);
  const given = list(spec.ports).filter((port) => integer(record(port).nodePort) !== undefined).length;
  return {
    annotations: object.annotations,
    ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
    ...(loadBalancerIp === undefined ? {} : { loadBalancerIp }),
    local: spec.externalTrafficPolicy === 'Local',
    lacksNodePorts: spec.allocateLoadBalancerNodePorts === false && given < ports.length,
  };
}
