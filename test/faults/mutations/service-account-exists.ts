import type { Fault, Manifest, SeededApp } from '../fault';
import { isNeighbour, ofKind, podOf, workloads } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'mistyped the account of a workload',
    seed: (app) =>
      users(app).some(({ pod }) => {
        if (pod.serviceAccountName.length < 5) return false;
        pod.serviceAccountName = `${String(pod.serviceAccountName).slice(0, -2)}${String(pod.serviceAccountName).slice(-1)}`;
        return true;
      }),
  },
  {
    name: 'renamed an account to the plural, and forgot the pods',
    // Nor do the bindings know the new name: they speak under this rule too.
    seed: (app) =>
      users(app).some(({ account }) => {
        if (account.metadata.name.length < 4) return false;
        account.metadata.name = `${String(account.metadata.name)}s`;
        return true;
      }),
  },
  {
    name: 'put the account into another namespace than the pods',
    seed: (app) =>
      users(app).some(({ account }) => {
        if (account.metadata.namespace === undefined) return false;
        account.metadata.namespace = 'accounts';
        return true;
      }),
  },
  {
    name: 'copied a binding with the namespace of somewhere else',
    seed: (app) =>
      subjects(app).some(({ subject, account }) => {
        if (account.metadata.namespace === undefined) return false;
        subject.namespace = 'kube-system';
        return true;
      }),
  },
  {
    name: 'mistyped the subject of a binding',
    seed: (app) =>
      subjects(app).some(({ subject, account }) => {
        if (account.metadata.namespace === undefined || subject.name.length < 5) return false;
        subject.name = String(subject.name).slice(0, -1);
        return true;
      }),
  },
];

/** Pods with the account that they run under, where nothing else runs under it. */
function users(app: SeededApp): { readonly pod: Manifest; readonly account: Manifest }[] {
  return workloads(app).flatMap((workload) => {
    const pod = podOf(workload).spec;
    return ofKind(app, 'ServiceAccount')
      .filter((account) => account.metadata.name === pod.serviceAccountName && isNeighbour(account, workload))
      .map((account) => ({ pod, account }));
  });
}

/** The only subject that each account is. */
function subjects(app: SeededApp): { readonly subject: Manifest; readonly account: Manifest }[] {
  const all = ofKind(app, 'RoleBinding', 'ClusterRoleBinding').flatMap((binding) => binding.subjects ?? []);
  return ofKind(app, 'ServiceAccount').flatMap((account) => {
    const own = all.filter(({ kind, name, namespace }) => kind === 'ServiceAccount' && name === account.metadata.name && namespace === account.metadata.namespace);
    return own.length === 1 ? [{ subject: own[0], account }] : [];
  });
}
