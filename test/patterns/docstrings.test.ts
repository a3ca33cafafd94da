import { type Declared, type DeclaredType, declaredTypes, exportedNames } from './source';

const exported = exportedNames.map((name): DeclaredType => {
  const type = declaredTypes.get(name);
  if (!type) throw new Error(`lib/index.ts exports ${name}, which no file of lib declares as class, interface or enum`);
  return type;
});

const qualified = (type: DeclaredType, members: readonly Declared[]): Declared[] =>
  members.map(({ name, doc }) => ({ name: `${type.name}.${name}`, doc }));
const optional = exported
  .filter((type) => type.kind === 'interface')
  .flatMap((type) =>
    qualified(
      type,
      type.props.filter((prop) => prop.optional),
    ),
  );
const documented = exported.flatMap((type) => [type, ...qualified(type, [...type.props, ...type.methods])]);

/** Names of those whose docstring lacks something. */
function without(pattern: RegExp, declared: readonly Declared[]): string[] {
  return declared.filter(({ doc }) => !pattern.test(doc)).map(({ name }) => name);
}

test('the scan sees what the package exports', () => {
  expect(exported.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['InternalBackend', 'WorkloadProps', 'HealthCheck', 'IpFamily', 'LinkedAppProps']),
  );
  expect(optional.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['WorkloadProps.replicas', 'PortProps.appProtocol', 'ClusterTargetProps.cluster']),
  );
  expect(documented.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['HealthCheck.http', 'DevNodePortApp.service', 'LinkedApp.linkReport', 'PortProps.port']),
  );
});

test('everything that is exported says in its first line what it gives the user', () => {
  expect(without(/^\/\*\*\s+(\* )?[A-Z]/, documented)).toEqual([]);
});

test('every optional prop says what holds where it is left out', () => {
  expect(without(/@default \S/, optional)).toEqual([]);
});

test('a default that is code stands bare, and one that is prose follows a hyphen, as jsii renders them', () => {
  expect(without(/@default (- \S|[A-Z]\w*\.\w+(\(\))?\n|'[^'\n]*'\n|true\n|false\n|\d+\n)/, optional)).toEqual([]);
});

test('every pattern shows how it is used, and where Kubernetes documents it', () => {
  const patterns = exported.filter((type) => type.parents.includes('Construct'));
  expect(patterns.map(({ name }) => name)).toEqual(expect.arrayContaining(['InternalBackend', 'Worker']));
  expect(without(/@see https:\/\/kubernetes\.io\/docs\//, patterns)).toEqual([]);
  expect(without(/@example\n[^]*new \w+\(chart, /, patterns)).toEqual([]);
});
