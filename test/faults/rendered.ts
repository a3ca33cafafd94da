import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type ClusterTargetProps, LinkedApp } from '../../lib';
import { declarationsOf } from '../../lib/synth/declarations';
import { patchesOf } from '../../lib/synth/overlay';
import { renderCharts } from '../../lib/synth/render';
import { targetDataOf } from '../../lib/target/cluster-target';
import type { FaultApp } from './fault';

export type MakeChart = new (scope: Construct, id: string) => Chart;

/** An app as it is written, not yet linked: whether it is healthy is for the test to say. */
export function rendered(name: string, MadeChart: MakeChart, target?: ClusterTargetProps): FaultApp {
  const app = new LinkedApp(target);
  const chart = new MadeChart(app, name);
  const objects = renderCharts(app.charts, () => false).charts.flatMap((entry) => entry.objects);
  const patches = objects.flatMap(({ object }) =>
    object && patchesOf(object).length > 0 ? [{ kind: object.kind, name: object.name, operations: patchesOf(object) }] : [],
  );
  const { connections, acknowledgements, externals } = declarationsOf(app);
  return {
    name,
    manifests: objects.map(({ manifest }) => manifest),
    ours: true,
    target: targetDataOf(chart),
    patches,
    connections: connections.map(({ client, service, port, protocol }) => ({ client, service, port, protocol })),
    externals,
    accepted: acknowledgements.map(({ rule }) => rule),
  };
}
