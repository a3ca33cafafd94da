import { list, record } from './json';
import type { Container } from './workload';

/** The time that a preStop hook sleeps for at least. */
export interface PreStopSleep {
  readonly seconds: number;
  /** Where it stands in its object. */
  readonly field: string;
}

/** How long a container's preStop hook sleeps; undefined where it does not, or nobody can tell. */
export function preStopSleep(container: Container): PreStopSleep | undefined {
  const hook = record(record(container.manifest.lifecycle).preStop);
  const field = `${container.field}.lifecycle.preStop`;
  const seconds = record(hook.sleep).seconds;
  if (typeof seconds === 'number') return { seconds, field: `${field}.sleep.seconds` };
  const slept = sleepOf(list(record(hook.exec).command).filter((part) => typeof part === 'string'));
  return slept === undefined || slept === 0 ? undefined : { seconds: slept, field: `${field}.exec.command` };
}

function sleepOf([program = '', ...args]: readonly string[]): number | undefined {
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (name === 'sleep') return sum(args);
  if (!/^(ba|da|a|k|z)?sh$/.test(name)) return undefined;
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  const script = args[at + 1];
  return at < 0 || script === undefined ? undefined : sleepOfScript(script);
}

/** From here on nobody can tell what runs, and how often. */
const BRANCH = /^(if|while|until|for|case|select|function|exit|return|trap)\b|(?<!\$)[({]/;

/** What the commands of a script sleep that certainly run: up to the first branch, and neither after `||` nor with `&`. */
function sleepOfScript(script: string): number {
  const plain = script
    .replace(/'[^']*'|"[^"]*"/g, 'quoted')
    .replace(/\\\n/g, ' ')
    .replace(/(^|\s)#.*/g, '$1')
    .replace(/\d?>&\d|&>/g, ' ');
  const parts = plain.split(/(&&|\|\||[;&|\n])/);
  let seconds = 0;
  for (let at = 0; at < parts.length; at += 2) {
    const command = (parts[at] ?? '').trim();
    if (BRANCH.test(command)) break;
    if (parts[at - 1] === '||' || parts[at + 1] === '&') continue;
    const words = command.split(/\s+/);
    const [program = '', ...args] = words[0] === 'exec' ? words.slice(1) : words;
    if (/^(\/(usr\/)?bin\/)?sleep$/.test(program)) seconds += sum(args.filter((arg) => !arg.includes('>'))) ?? 0;
  }
  return seconds;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Durations as GNU sleep adds them up: `90`, `1m 30s`. */
function sum(durations: readonly string[]): number | undefined {
  let seconds = 0;
  for (const duration of durations) {
    const [, number, unit] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(duration) ?? [];
    if (number === undefined) return undefined;
    seconds += Number(number) * (UNITS[unit ?? ''] ?? 1);
  }
  return seconds;
}
