import type { Fault, Manifest, SeededApp } from '../fault';
import { objects, ofKind } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'liked a round number for the node port',
    seed: (app) => give(app, ({ type }) => type === 'NodePort', ['32000', '31000', '32500', '31500', '32100', '31100']),
  },
  {
    name: 'wrote down the node ports that a load balancer had got',
    seed: (app) => give(app, ({ type }) => type === 'LoadBalancer', ['31873', '32041', '30917', '31206', '32688', '30555']),
  },
  {
    name: 'wrote down the health check\'s port that a load balancer had got',
    seed: (app) => {
      const [spec] = ofKind(app, 'Service').map((service) => service.spec).filter(({ type }) => type === 'LoadBalancer');
      if (!spec || !isDefaultRange(app) || isUsed(app, 32219)) return false;
      spec.externalTrafficPolicy = 'Local';
      spec.healthCheckNodePort = 32219;
      return true;
    },
  },
];

/** Gives the first port of the first such Service the first number that is free. */
function give(app: SeededApp, isMeant: (spec: Manifest) => boolean, numbers: readonly string[]): boolean {
  const spec = ofKind(app, 'Service').map((service) => service.spec).find(isMeant);
  const number = numbers.map(Number).find((candidate) => !isUsed(app, candidate));
  if (!spec?.ports?.[0] || number === undefined || !isDefaultRange(app)) return false;
  spec.ports[0].nodePort = number;
  return true;
}

function isUsed(app: SeededApp, port: number): boolean {
  return JSON.stringify(objects(app)).includes(`odePort":${String(port)}`);
}

/** An app of a cluster with another range has another band. */
function isDefaultRange({ target }: SeededApp): boolean {
  const { from, to } = target.nodePortRange ?? { from: 30000, to: 32767 };
  return from === 30000 && to === 32767;
}
