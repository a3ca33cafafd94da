import type { IConstruct } from 'constructs';
import { isMisspelt, nearest } from '../graph/near';
import { loadLinker } from '../linker/load';
import { CallSite } from '../report/call-site';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { attach } from './attach';
import { declareAcknowledgement } from './declarations';

/** How long an acknowledgement holds. */
export interface AcknowledgeOptions {
  /**
   * The last day that it holds, such as `2026-12-31` (UTC). From the next day on the rule speaks again.
   *
   * @default - it holds for good
   */
  readonly expires?: string;

  /**
   * Whether it is a rule of your own, which `service-patterns.yaml` loads: then it may have any name.
   *
   * @default false
   */
  readonly custom?: boolean;
}

/** What the author says to the linker's rules. */
export class Rules {
  /**
   * Accepts what a rule finds at a construct and below it, for a reason. An acknowledgement that covers nothing, or has expired, is
   * a warning itself.
   *
   * @param construct the object, pattern, chart or app that it is for
   * @param rule the rule's name, as findings show it in brackets
   * @param reason why it is right here; for whoever reads the code, and reports
   * @throws LinkError where there is no such rule, no reason, or no such day
   *
   * @example
   * Rules.acknowledge(chart, 'grpc-needs-balancing', 'a client or two, and each backend serves them from one pod');
   */
  public static acknowledge(construct: IConstruct, rule: string, reason: string, options: AcknowledgeOptions = {}): void {
    acknowledge(construct, rule, reason, options);
  }

  private constructor() {}
}

function acknowledge(construct: IConstruct, rule: string, reason: string, { expires, custom = false }: AcknowledgeOptions): void {
  const { path } = construct.node;
  const refuse = (field: string, problem: string, got: unknown, fix: string): Error =>
    propError({ path, field: `Rules.acknowledge.${field}`, problem, got: quote(got), fix });
  const names = loadLinker().ruleNames;
  if (!names.includes(rule) && (!custom || rule === '')) {
    const meant = nearest(rule, names);
    const own = meant !== undefined && isMisspelt(rule, meant) ? '' : '; a rule of your own needs custom: true';
    throw refuse('rule', 'There is no rule of that name', rule, `write ${quote(meant)}, or the name that a finding shows in brackets${own}`);
  }
  if (reason.trim() === '') throw refuse('reason', 'An acknowledgement needs a reason', reason, 'say why this is right here');
  if (expires !== undefined && !isDay(expires)) throw refuse('expires', 'expires must be a day of the calendar, year first', expires, 'write it like "2026-12-31"');
  attach(construct);
  const site = CallSite.capture(acknowledge);
  declareAcknowledgement(construct, { rule, reason, ...(expires === undefined ? {} : { expires }), ...(custom ? { custom } : {}), ...(site ? { site } : {}) });
}

/** Whether a text is a day of the calendar. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
