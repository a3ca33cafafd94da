import { link, type Link } from '../lib/linker';
import { httpPath, isHeadless, strangersKeptOut } from './facts';
import type { Manifest } from './manifest';

/** A port of a Service that is asked for an answer: an HTTP response below 400, or a TCP connection. */
export interface Question {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** Where HTTP is asked for. @default - a connection is all that is asked for */
  readonly path?: string;
  /** Whether each pod has an address of its own under the Service's name. */
  readonly headless: boolean;
}

/** Something that runs pods, and can be restarted. */
export interface Restart {
  readonly namespace: string;
  /** As kubectl names it, such as `deployment/web`. */
  readonly workload: string;
  /** How many pods there must be before it counts as ready; absent where nothing says. */
  readonly pods?: number;
}

/** Requests that are sent to a Service while everything behind it is restarted. */
export interface Load {
  readonly question: Question;
  /** Whether the link report promises that a pod stays in a rollout; a singleton's is replaced, and gone in between. */
  readonly promised: boolean;
}

/** What is done with an example. */
export interface Plan {
  readonly questions: readonly Question[];
  /** Ports that cannot be asked, and why. */
  readonly unasked: readonly string[];
  readonly restarts: readonly Restart[];
  readonly loads: readonly Load[];
  /** Links whose policies admit no stranger: a policy of ours admits the client there. */
  readonly guarded: readonly Link[];
}

const RESTARTABLE = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Reads from manifests, and from the links that they prove, what to ask and what to restart. */
export function planOf(manifests: readonly Manifest[], client: readonly Manifest[]): Plan {
  const { links } = link({ objects: manifests.map((manifest) => ({ manifest: manifest as never })) });
  const askable = links.filter(({ protocol }) => protocol === 'TCP');
  const unasked = links.filter(({ protocol }) => protocol !== 'TCP');
  return {
    questions: distinct(askable.map((entry) => toQuestion(entry, manifests))),
    unasked: unasked.map(({ service, port, protocol }) => `${service}:${String(port)}/${protocol} was not asked: no client here speaks ${protocol}`),
    restarts: restartsOf(manifests, links),
    loads: loadsOf(manifests, askable),
    guarded: strangersKeptOut(manifests, client, askable),
  };
}

function toQuestion({ namespace = '', service, port, workload, container, containerPort }: Link, manifests: readonly Manifest[]): Question {
  const path = httpPath(manifests, { namespace, workload, container, containerPort });
  return { namespace, service, port, ...(path === undefined ? {} : { path }), headless: isHeadless(manifests, namespace, service) };
}

function restartsOf(manifests: readonly Manifest[], links: readonly Link[]): Restart[] {
  return manifests
    .filter(({ kind }) => RESTARTABLE.includes(kind))
    .map(({ kind, metadata: { name, namespace = '' } }) => {
      const pods = links.find((entry) => entry.namespace === namespace && entry.workload === `${kind} ${name}`)?.pods;
      return { namespace, workload: `${kind.toLowerCase()}/${name}`, ...(pods === undefined ? {} : { pods }) };
    });
}

/** One port for each workload, of a Service with an address of its own, and one that speaks HTTP if there is any. */
function loadsOf(manifests: readonly Manifest[], links: readonly Link[]): Load[] {
  const workloads = [...new Set(links.map(({ namespace, workload }) => `${namespace ?? ''}/${workload}`))];
  const chosen = workloads.flatMap((name) => {
    const candidates = links
      .filter(({ namespace, workload }) => `${namespace ?? ''}/${workload}` === name)
      .map((entry) => toQuestion(entry, manifests))
      .filter(({ headless }) => !headless);
    return candidates.find(({ path }) => path !== undefined) ?? candidates[0] ?? [];
  });
  return distinct(chosen).map((question) => {
    // A canary and the stable pods are behind one Service: it serves while either of them does.
    const behind = links.filter(({ namespace, service, port }) => namespace === question.namespace && service === question.service && port === question.port);
    return { question, promised: behind.some(({ duringRollout = 0 }) => duringRollout > 0) };
  });
}

function distinct(questions: readonly Question[]): Question[] {
  return [...new Map(questions.map((question) => [`${question.namespace}/${question.service}:${String(question.port)}`, question])).values()];
}
