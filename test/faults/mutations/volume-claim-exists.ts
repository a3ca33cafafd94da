import type { Fault, Manifest, SeededApp } from '../fault';
import { isNeighbour, ofKind, podOf, workloads } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'mistyped the claim',
    seed: (app) =>
      mounted(app).some(({ source }) => {
        if (source.claimName.length < 6) return false;
        source.claimName = String(source.claimName).slice(0, -2) + String(source.claimName).slice(-1);
        return true;
      }),
  },
  {
    name: 'renamed a claim, and forgot the pods',
    seed: (app) =>
      mounted(app).some(({ claim }) => {
        if (claim.metadata.name.length < 4) return false;
        claim.metadata.name = `${String(claim.metadata.name)}s`;
        return true;
      }),
  },
  {
    name: 'put the claim into another namespace than the pods',
    seed: (app) =>
      mounted(app).some(({ claim }) => {
        if (claim.metadata.namespace === undefined) return false;
        claim.metadata.namespace = 'storage';
        return true;
      }),
  },
  {
    name: 'mistyped a claim of a StatefulSet\'s pod',
    seed: (app) =>
      volumesOf(app).some(({ source }) => {
        const [, template, set, ordinal] = /^([a-z]+)-([a-z]{5,})-(\d+)$/.exec(source.claimName) ?? [];
        if (set === undefined || !ofKind(app, 'StatefulSet').some(({ metadata }) => metadata.name === set)) return false;
        source.claimName = `${template ?? ''}-${set.slice(0, -1)}-${ordinal ?? ''}`;
        return true;
      }),
  },
];

function volumesOf(app: SeededApp): { readonly workload: Manifest; readonly source: Manifest }[] {
  return workloads(app).flatMap((workload) =>
    (podOf(workload).spec.volumes ?? []).flatMap(({ persistentVolumeClaim }: Manifest) => (persistentVolumeClaim === undefined ? [] : [{ workload, source: persistentVolumeClaim }])),
  );
}

/** Volumes with the claims of the input that they name. */
function mounted(app: SeededApp): { readonly source: Manifest; readonly claim: Manifest }[] {
  return volumesOf(app).flatMap(({ workload, source }) =>
    ofKind(app, 'PersistentVolumeClaim')
      .filter((claim) => claim.metadata.name === source.claimName && isNeighbour(claim, workload))
      .map((claim) => ({ source, claim })),
  );
}
