import { isHelmHook } from '../graph/helm-hook';
import { isOwned, isSameObject, showObject } from '../graph/object';
import { linkPort } from '../graph/port-link';
import { matchesLabels } from '../graph/selector';
import type { Service } from '../graph/service';
import { areVariants, isJob, joinsByDeclaration } from '../graph/variants';
import { showPort, type Workload } from '../graph/workload';
import { listed, quote, showLabels } from '../report/message';
import { defineRule } from './rule';

/** A Service must select the pods of one app; those of another answer part of its traffic, each in its own way. */
export const serviceSelectsOneWorkload = defineRule({
  name: 'service-selects-one-workload',
  why: 'A Service spreads connections over all pods that it selects: those that reach another app, or a Job, fail at random.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    several: {
      problem: 'Service selects {{selector}}, which the pods of {{main}} carry, and those of {{others}} too: part of the traffic goes there',
      got: '{{selector}}; {{main}} {{opened}}, {{other}} {{otherOpened}}',
      fix: '{{change}}',
    },
    job: {
      problem: 'Service selects {{selector}}, which the pods of {{main}} carry, and those of {{others}} too: traffic goes there while they run',
      got: '{{selector}}; {{main}} {{opened}}, {{other}} {{otherOpened}}',
      fix: '{{change}}',
    },
  },
  check(graph, report) {
    for (const service of graph.services) {
      const { selector } = service;
      // The name of a headless Service resolves to members, and which of them it means a client decides.
      if (!selector || service.headless || service.workloads.length < 2) continue;
      for (const together of byNamespace(service.workloads.filter((workload) => matchesLabels(selector, workload.labels)))) {
        const [main, ...rest] = mainFirst(service, together);
        if (!main) continue;
        const strays = rest.filter((workload) => service.object.ours || !areVariants(main, workload, service.ports));
        const [other] = strays;
        if (!other) continue;
        const shown = strays.map(({ object }) => showObject(object));
        const place = { object: service.object, related: [main, ...strays].map(({ object }) => object) };
        report(strays.every(isJob) ? 'job' : 'several', place, 'spec.selector', {
          selector: showLabels(selector),
          main: showObject(main.object),
          others: listed(shown.length <= 3 ? shown : [...shown.slice(0, 2), `${String(shown.length - 2)} more`]),
          opened: showOpened(main),
          other: showObject(other.object),
          otherOpened: showOpened(other),
          change: changeFor(service, main, strays),
        });
      }
    }
  },
});

/**
 * Workloads that surely share a namespace, each identity once. What joins by declaration, what another object owns, and what
 * Helm runs once to test an app, is not counted.
 */
function byNamespace(workloads: readonly Workload[]): Workload[][] {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { namespace = '' } = workload.object;
    if (joinsByDeclaration(workload) || isHelmHook(workload) || isOwned(workload.object)) continue;
    const group = groups.get(namespace);
    if (!group) groups.set(namespace, [workload]);
    // Twins are neighbours in the graph's order.
    else if (!isSameObject(group[group.length - 1]?.object ?? workload.object, workload.object)) group.push(workload);
  }
  return [...groups.values()];
}

/** The workload that the Service is for, then the others: it is no Job, and it opens the most of the Service's ports. */
function mainFirst(service: Service, workloads: readonly Workload[]): Workload[] {
  const ranked = workloads.map((workload) => {
    const open = service.ports.filter((port) => linkPort(port, workload).status === 'open').length;
    return { workload, rank: (isJob(workload) ? -1000 : 0) + open + (workload.object.name === service.object.name ? 0.5 : 0) };
  });
  return ranked.sort((a, b) => b.rank - a.rank).map(({ workload }) => workload);
}

function showOpened({ ports }: Workload): string {
  const shown = [...new Set(ports.map(showPort))].sort();
  return shown.length === 0 ? 'declares no port' : `declares ${listed(shown)}`;
}

function changeFor({ object, selector }: Service, main: Workload, strays: readonly Workload[]): string {
  const apart = Object.keys(main.labels).filter((key) => strays.every(({ labels }) => labels[key] !== main.labels[key]));
  // A label that all of them carry is for telling them apart; one that only some carry may be there by chance.
  const carried = (key: string): number => (strays.every(({ labels }) => Object.hasOwn(labels, key)) ? 0 : 1);
  const [key] = apart.sort((a, b) => carried(a) - carried(b) || (a < b ? -1 : 1));
  if (object.ours) return `take ${showLabels(selector ?? {})} off those pods; a canary joins by a label "cdk8s-service-patterns/track" of its own`;
  if (key === undefined) return 'label the pods apart, as by app.kubernetes.io/component, and select by that label too';
  return `select ${quote(`${key}=${main.labels[key] ?? ''}`)} too, which the other pods do not carry`;
}
