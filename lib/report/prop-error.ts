import { CallSite } from './call-site';
import type { SourceLocation } from './finding';
import { LinkError } from './link-error';
import type { MessageText } from './message';

/** What a constructor refused, and where. */
export interface PropRefusal extends MessageText {
  /** Path of the construct that refused. */
  readonly path: string;
  /** The prop, such as `ports[1].nodePort`. */
  readonly field: string;
  /** The rule that would say the same at synth. @default - none: the value is wrong on its face */
  readonly rule?: string;
  /** The author's line. @default - that of the call, which is the constructor's */
  readonly source?: SourceLocation;
}

/** The error for a prop that is wrong on its face: the same form as a finding, thrown at the earliest point. */
export function propError(refusal: PropRefusal): LinkError {
  const { path, field, rule, problem, got, fix } = refusal;
  const source = refusal.source ?? CallSite.capture(propError)?.source;
  return new LinkError([
    {
      rule: rule ?? 'props',
      message: 'props',
      severity: 'error',
      problem,
      ...(got === undefined ? {} : { got }),
      fix,
      path,
      field,
      ...(rule === undefined ? {} : { docs: `docs/rules/${rule}.md` }),
      ...(source ? { source } : {}),
    },
  ]);
}
