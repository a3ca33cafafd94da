import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * Makes explicit what cdk8s infers before it orders anything: a chart depends on the charts nested in it, a dependency
 * between constructs is one between their charts and their objects.
 *
 * @returns whether any chart depends on another
 */
export function resolveDependencies(root: IConstruct): boolean {
  const all = root.node.findAll();
  let dependentCharts = false;
  for (const parent of all.filter((construct): construct is Chart => Chart.isChart(construct))) {
    for (const child of parent.node.children.filter((construct): construct is Chart => Chart.isChart(construct))) {
      parent.node.addDependency(child);
      dependentCharts = true;
    }
  }
  for (const [source, target] of dependenciesOf(all)) {
    const [from, to] = [Chart.of(source), Chart.of(target)];
    if (from === to) continue;
    from.node.addDependency(to);
    dependentCharts = true;
  }
  for (const [source, target] of dependenciesOf(all)) {
    const [sources, targets] = [ownObjects(source), ownObjects(target)];
    for (const to of targets) for (const from of sources) if (from !== to) from.node.addDependency(to);
  }
  return dependentCharts;
}

function dependenciesOf(all: readonly IConstruct[]): [IConstruct, IConstruct][] {
  return all.flatMap((source) => source.node.dependencies.map((target): [IConstruct, IConstruct] => [source, target]));
}

function ownObjects(construct: IConstruct): ApiObject[] {
  const chart = Chart.of(construct);
  return construct.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child) && Chart.of(child) === chart);
}
