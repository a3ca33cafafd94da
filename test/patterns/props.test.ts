import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { manifestsOf, manifestOf, shop, valueAt } from './harness';
import type { Row } from './prop-rows/row';
import { constructs, entryInterface, interfacesOf, rowsByInterface, type Subject, subjects, workloadOf } from './prop-rows/subjects';
import { declaredTypes, exportedNames } from './source';

/** Makes a subject with a row's props, and gives the object that the row is about. */
function make(subject: Subject, row: Row, chart: Chart): ApiObject {
  const made = subject.make(chart, typeof row.props === 'function' ? row.props(chart) : row.props);
  if (row.kind === 'Service' && row.name === undefined) return ApiObject.of(made.service!);
  if (row.kind === 'Deployment') return ApiObject.of(workloadOf(made));
  if (row.kind === 'HorizontalPodAutoscaler') return made.autoscaler!;
  return chart.node.findAll().find((construct): construct is ApiObject => ApiObject.isApiObject(construct) && construct.kind === row.kind && construct.name === (row.name ?? construct.name))!;
}

function written(subject: Subject, row: Row, chart: Chart): unknown {
  const stateful = manifestsOf(chart).find(({ kind }) => kind === 'StatefulSet');
  return valueAt(row.kind === 'Deployment' && stateful ? stateful : manifestOf(chart, row.kind, row.name ?? subject.names?.(row)), row.at);
}

const rowsOf = (subject: Subject): Row[] => [...interfacesOf(subject).flatMap((name) => rowsByInterface[name] ?? []), ...subject.overlaid];

describe.each(subjects)('$name', (subject) => {
  const cases = rowsOf(subject).map((row): [string, Row] => {
    const what = row.prop ?? 'what it sets by itself';
    return [`${what} at ${row.kind} ${row.at} with ${JSON.stringify(row.holds)}`, row];
  });

  test.each(cases)('writes %s', (_, row) => {
    const chart = shop();
    make(subject, row, chart);
    expect(written(subject, row, chart)).toEqual(row.holds);
  });

  test.each(cases)('lets a later patch replace %s', (_, row) => {
    const chart = shop();
    make(subject, row, chart).addJsonPatch(JsonPatch.replace(row.at, row.patched));
    expect(written(subject, row, chart)).toEqual(row.patched);
    expect(row.patched).not.toEqual(row.holds);
  });

  test('has a row for every prop that its interfaces declare', () => {
    const covered = (name: string): unknown[] => (rowsByInterface[name] ?? []).map((row) => row.prop);
    const missing = interfacesOf(subject).flatMap((name) =>
      declaredTypes
        .get(name)!
        .props.filter((prop) => entryInterface(prop.type) === undefined && !covered(name).includes(prop.name))
        .map((prop) => `${name}.${prop.name}`),
    );
    expect(missing).toEqual([]);
  });
});

test('every pattern that the package exports is in the table', () => {
  const exported = exportedNames.filter((name) => declaredTypes.get(name)?.parents.includes('Construct'));
  expect(constructs.map((subject) => subject.name).sort()).toEqual(exported.sort());
});

test('every row of the table names a prop that is declared where the table says', () => {
  const strays = Object.entries(rowsByInterface).flatMap(([name, rows]) => {
    const declared = [...(declaredTypes.get(name)?.props ?? [])].map((prop) => prop.name);
    return rows.filter((row) => !declared.includes(row.prop ?? '')).map((row) => `${name}.${row.prop ?? ''}`);
  });
  expect(strays).toEqual([]);
});

test('a patch of a field that holds nothing yet adds it', () => {
  const chart = shop();
  const { service, deployment } = subjects[0]!.make(chart, {});
  ApiObject.of(service!).addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
  ApiObject.of(deployment!).addJsonPatch(JsonPatch.add('/spec/template/spec/hostAliases', [{ ip: '10.0.0.1', hostnames: ['legacy'] }]));
  expect(manifestOf(chart, 'Service').spec.trafficDistribution).toBe('PreferClose');
  expect(manifestOf(chart, 'Deployment').spec.template.spec.hostAliases).toEqual([{ ip: '10.0.0.1', hostnames: ['legacy'] }]);
});

test('a patch may remove what a pattern sets by itself', () => {
  const chart = shop();
  const { deployment } = subjects[0]!.make(chart, {});
  ApiObject.of(deployment!).addJsonPatch(
    JsonPatch.remove('/spec/template/spec/topologySpreadConstraints'),
    JsonPatch.remove('/spec/replicas'),
  );
  const { spec } = manifestOf(chart, 'Deployment');
  expect(spec).not.toHaveProperty('replicas');
  expect(spec.template.spec).not.toHaveProperty('topologySpreadConstraints');
});
