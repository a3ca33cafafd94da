import { locate, underJsiiKernel } from './call-site';
import type { Finding } from './finding';
import { wantsColor } from './terminal';
import { formatText, summarize } from './text';

/** A message that another construct's own validation gave. */
export interface ConstructMessage {
  /** Path of the construct; empty for the app. */
  readonly path: string;
  readonly message: string;
}

/**
 * What synth throws when something does not link: all findings at once, as data and as text. Nothing was written.
 */
export class LinkError extends Error {
  /** By place: the errors, and the warnings that stood beside them. */
  readonly findings: readonly Finding[];
  /** What other constructs' validations and failed renders said in the same synth. */
  readonly messages: readonly ConstructMessage[];

  constructor(findings: readonly Finding[], messages: readonly ConstructMessage[] = []) {
    super(describe(findings, messages, false));
    this.name = 'LinkError';
    this.findings = findings;
    this.messages = messages;
    // Node prints the properties of an uncaught error: these are in its text already.
    for (const property of ['name', 'findings', 'messages']) Object.defineProperty(this, property, { enumerable: false });
    this.stack = `${this.name}: ${underJsiiKernel() ? title(findings.filter(isTold), messages) : describe(findings, messages, wantsColor())}${ownFrames(this.stack ?? '')}`;
  }
}

/** The findings say where to look: of the frames, the author's own remain, and the linker's would only push them off the screen. */
function ownFrames(stack: string): string {
  // Other languages show the message beside the stack, and the frames are jsii's.
  const asked = underJsiiKernel() ? undefined : locate(stack);
  const frames = asked ? [`${asked.file}:${String(asked.line)}:${String(asked.column)}`, ...asked.via] : [];
  return frames.map((frame) => `\n    at ${frame}`).join('');
}

function title(findings: readonly Finding[], messages: readonly ConstructMessage[]): string {
  const others = messages.length > 0 ? `${String(messages.length)} from other validations` : '';
  return `${[summarize(findings), others].filter((part) => part !== '').join(', ')}; nothing was written`;
}

function isTold({ severity }: Finding): boolean {
  return severity !== 'note';
}

/** Everything that stopped synth, and the warnings beside it; notes are for those who ask. */
function describe(findings: readonly Finding[], messages: readonly ConstructMessage[], color: boolean): string {
  const told = findings.filter(isTold);
  const others = messages.map(({ path, message }) => `[${path}] ${message}`);
  return [title(told, messages), formatText(told, { color }), ...others].filter((part) => part !== '').join('\n\n');
}
