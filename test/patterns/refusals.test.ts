import { Chart } from 'cdk8s';
import { type Finding, formatText } from '../../lib/linker';
import { manifestsOf, refusalOf, shop } from './harness';
import { accepted } from './refusals/accepted';
import { acknowledgementRefusals, connectionRefusals } from './refusals/connections';
import { externalRefusals } from './refusals/external';
import { metricsRefusals, sidecarRefusals } from './refusals/metrics';
import { nameRefusals } from './refusals/names';
import { balancerRefusals, providerRefusals } from './refusals/load-balancer';
import { nodePortRefusals, portRefusals } from './refusals/ports';
import type { Refusals } from './refusals/refusal';
import { routedRefusals, routeRefusals } from './refusals/routes';
import { admissionRefusals, serviceRefusals } from './refusals/service';
import { acceptedScaling, canaryRefusals, scalingRefusals } from './refusals/scaling';
import { statefulRefusals } from './refusals/stateful';
import { securityRefusals, targetRefusals } from './refusals/target';
import { drainRefusals, healthRefusals, labelRefusals, workloadRefusals } from './refusals/workload';

const tables: Readonly<Record<string, Refusals>> = {
  acknowledgement: acknowledgementRefusals,
  admission: admissionRefusals,
  canary: canaryRefusals,
  connection: connectionRefusals,
  drain: drainRefusals,
  external: externalRefusals,
  health: healthRefusals,
  label: labelRefusals,
  'load balancer': balancerRefusals,
  metrics: metricsRefusals,
  name: nameRefusals,
  'node port': nodePortRefusals,
  port: portRefusals,
  provider: providerRefusals,
  route: routeRefusals,
  'route of an app': routedRefusals,
  scaling: scalingRefusals,
  security: securityRefusals,
  service: serviceRefusals,
  sidecar: sidecarRefusals,
  stateful: statefulRefusals,
  target: targetRefusals,
  workload: workloadRefusals,
};

describe.each(Object.entries(tables))('%s:', (_, table) => {
  test.each(Object.entries(table))('%s is refused', (__, act) => {
    const { findings } = refusalOf(() => act(shop()));
    expect(findings).toHaveLength(1);
    const [{ source, related: _, ...finding }] = findings as [Finding];
    // Lines move whenever the tables do: the golden holds the rest.
    expect(formatText([finding])).toMatchSnapshot();
    expect(source?.file).toMatch(/^test\/patterns\/refusals\//);
    expect(finding).toMatchObject({ severity: 'error', got: expect.stringMatching(/\S/), field: expect.stringMatching(/\S/) });
    for (const text of [finding.problem, finding.fix]) expect(text).toMatch(/[^.\s]$/);
  });
});

test.each(Object.entries({ ...accepted, ...acceptedScaling }))('%s is accepted', (_, act) => {
  const chart = shop();
  const other = act(chart);
  expect(manifestsOf(Chart.isChart(other) ? other : chart)).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'Deployment' })]),
  );
});
