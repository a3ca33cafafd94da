import { Chart, Testing } from 'cdk8s';
import { type ClusterTargetProps, Environment, LinkedApp } from '../../lib';
import { LinkError } from '../../lib/linker';

/** JSON of any kind: what is written for the cluster. */
export type Manifest = any;

/** An image, for tests in which it does not matter which. */
export const image = 'ghcr.io/acme/orders:1.4.2';

/** A chart of namespace "shop", in an app of its own. */
export function shop(target: ClusterTargetProps = {}): Chart {
  const app = new LinkedApp({ environment: Environment.DEVELOPMENT, printLinks: false, ...target });
  return new Chart(app, 'shop', { namespace: 'shop' });
}

/** Everything that a chart writes, linked: it throws where anything is an error. */
export function manifestsOf(chart: Chart): Manifest[] {
  return Testing.synth(chart);
}

/** The one manifest of a kind, and of a name where there are several. */
export function manifestOf(chart: Chart, kind: string, name?: string): Manifest {
  const found = manifestsOf(chart).filter((manifest) => manifest.kind === kind && (name === undefined || manifest.metadata.name === name));
  if (found.length !== 1) {
    throw new Error(`${String(found.length)} manifests of kind ${kind}${name === undefined ? '' : ` and name ${name}`}`);
  }
  return found[0];
}

/** The pod that the one Deployment or StatefulSet makes, or that of a name. */
export function podOf(chart: Chart, name?: string): Manifest {
  const kind = manifestsOf(chart).some((manifest) => manifest.kind === 'StatefulSet' && (name === undefined || manifest.metadata.name === name)) ? 'StatefulSet' : 'Deployment';
  return manifestOf(chart, kind, name).spec.template;
}

/** The value at a JSON pointer; undefined where nothing is. */
export function valueAt(manifest: Manifest, pointer: string): Manifest {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<Manifest>((value, step) => value?.[step], manifest);
}

/** The error that is thrown, which must be ours. */
export function refusalOf(act: () => unknown): LinkError {
  try {
    act();
  } catch (error) {
    if (error instanceof LinkError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
