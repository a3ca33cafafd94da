import type { IConstruct } from 'constructs';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import type { Client } from './client';
import type { ExternalPlace } from './external-checks';
import type { PlannedPort } from './ports';

/**
 * Lets a client that declares its egress out to a backend outside the cluster: to its addresses, or to the ranges that the author
 * says its DNS name leads to. Neither blocks nor opens in silence what a policy cannot say.
 *
 * @throws LinkError where only a DNS name says where the backend is
 */
export function letOutTo(backend: IConstruct, { host, addresses, egressTo }: ExternalPlace, client: Client, ports: readonly PlannedPort[], field: string): void {
  if (!client.admission.declaresEgress) return;
  const ranges = egressTo ?? addresses.map(({ text, family }) => `${text}/${family === 4 ? '32' : '128'}`);
  if (ranges.length === 0) {
    throw propError({
      path: client.scope.node.path,
      field,
      problem: `A network policy knows pods and addresses, and no DNS names: none can let these pods out to ${quote(host)} alone`,
      got: `egress: Egress.DECLARED here, and no egressTo at ${backend.node.path}`,
      fix: `say at ${backend.node.path} which addresses its name leads to, such as egressTo: ["203.0.113.0/24"], or leave egress open here`,
    });
  }
  for (const cidr of ranges) client.admission.letOut(ports, { ipBlock: { cidr } });
}
