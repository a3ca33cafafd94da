import { toMatcher } from './answer';
import { answerExposed } from './exposure';
import { answerLinkCleanly, type LinkCleanlyOptions } from './link-cleanly';
import { answerResource, answerResourceCount } from './resource';
import { answerReach, answerRoute } from './traffic';

/** What `expect(…)` gains, as types: `expect(app)`, `expect(chart)`, `expect(Testing.synth(chart))`, `expect(yamlText)`. */
export interface ServiceMatchers<R = unknown> {
  /** Everything links: no finding is an error. Of a chart, its whole app is linked, as `Testing.synth` does. */
  toLinkCleanly(options?: LinkCleanlyOptions): R;
  /**
   * Requests from the pods of `from` arrive behind the Service port `to`: its selector leads to pods, its target port to a
   * container that declares it, and the policies of both ends let them through.
   *
   * @param from a Service or workload whose pods send, as `web` or `shop/web`; with a port, `web:80`, the pods that serve it
   * @param to a port of a Service by number or name, as `orders:80` or `shop/orders:http`
   */
  toRoute(from: string, to: string): R;
  /**
   * Network policies let the pods of `from` reach `to`. Use it as `.not.toReach`, which passes only where they surely do not.
   *
   * @param from a Service or workload whose pods send
   * @param to a port of a Service, or of the pods of a workload, as `db:5432`; without a port each of them
   */
  toReach(from: string, to: string): R;
  /**
   * Traffic from outside the cluster gets there: by a load balancer, a node port, an Ingress or a route, and through policies.
   *
   * @param target a Service or workload, as `web:80`; without a port each of its ports
   */
  toExpose(target: string): R;
  /**
   * There is an object of the kind that has at least what is described: objects may have more at any depth, lists have
   * exactly those entries, `undefined` is for what must not be there; `expect.any(…)` and its like may stand anywhere.
   *
   * @param kind such as `Deployment`, or with its API: `apps/v1/Deployment`
   */
  toHaveResource(kind: string, described?: object): R;
  /** There are so many objects of the kind. */
  toHaveResourceCount(kind: string, count: number): R;
}

/** The matchers, for `expect.extend(matchers)` where neither `./jest` nor `./vitest` is imported. */
export const matchers = {
  toLinkCleanly: toMatcher(answerLinkCleanly),
  toRoute: toMatcher(answerRoute),
  toReach: toMatcher(answerReach),
  toExpose: toMatcher(answerExposed),
  toHaveResource: toMatcher(answerResource),
  toHaveResourceCount: toMatcher(answerResourceCount),
};
