import { list, record } from './json';
import { commandLine, environment } from './settings';
import type { Container } from './workload';

/** Something that a container is told: a flag, an environment variable or a bare argument. */
export interface Setting {
  /** The flag with its hyphens, or the variable; absent on a bare argument. */
  readonly name?: string;
  readonly value: string;
  /** Where it stands in its object. */
  readonly field: string;
}

/** Where a setting says to listen. */
export interface ListenAddress {
  readonly setting: Setting;
  readonly host: string;
  readonly port?: number;
}

/** Programs that call others, so that their hosts and addresses are others'. */
const CALLER = /^(curl|wget|nc|psql|pg_\w+|mysql|mysqladmin|mongo|mongosh|\w+ctl|.*-cli|.*[-_]exporter)$/;

/** Flags and variables that name somebody to call, or to be called by. */
const CALLED = new RegExp(
  [
    'upstream|target|backend|proxy|advertis|peer|join|client|connect|endpoint|health|check|probe|redirect|callback|remote',
    'broker|bootstrap|seed|master|leader|db|database|redis|mysql|pg|mongo|etcd|kafka|consul|vault|ur[li]',
  ].join('|'),
  'i',
);

const LISTENING_FLAG = /^--?(host|bind|bind-[\w-]+|listen[\w-]*|addr|address|server-host|http-host)$|^-[Hb]$/;
const LISTENING_VARIABLE = /^(HOST|ADDR|ADDRESS|BIND|BIND_\w+|LISTEN\w*|(HTTP|SERVER|WEB|APP|GRPC)_(HOST|ADDR|ADDRESS))$/;
const HOST = /^(localhost|127(\.\d+){3}|\[?::1\]?|0\.0\.0\.0|\[?::\]?|\*)$/i;

/** Whether an address is reached from within the pod only. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
}

/** Whether anything that a container is told holds an address of the pod's own. */
export function mentionsLoopback(container: Container): boolean {
  return [...commandLine(container), ...environment(container).map(({ value }) => value)].some((value) => /localhost|127\.|::1/i.test(value));
}

/** Where a container is told to listen, as far as it is plain: an upstream or a database on the same host is no such thing. */
export function listenAddresses(container: Container): ListenAddress[] {
  return settingsOf(container).flatMap((setting) => {
    const { name } = setting;
    const isFlag = name === undefined || name.startsWith('-');
    if (isFlag ? CALLED.test(name ?? '') : !LISTENING_VARIABLE.test(name)) return [];
    return setting.value.split(',').flatMap((value): ListenAddress[] => {
      const [, host, port] = /^(\[[\da-f:]+\]|[^:\s/@]*):(\d+)$/i.exec(value) ?? [];
      if (host !== undefined) return [{ setting, host, port: Number(port) }];
      return name !== undefined && (!isFlag || LISTENING_FLAG.test(name)) && HOST.test(value) ? [{ setting, host: value }] : [];
    });
  });
}

/** Everything that a container is told on its command line and in its environment. */
export function settingsOf({ manifest, field }: Container): Setting[] {
  const words = ['command', 'args'].flatMap((part) =>
    list(manifest[part]).flatMap((word, at) => (typeof word === 'string' ? [{ word, field: `${field}.${part}[${String(at)}]` }] : [])),
  );
  const variables = list(manifest.env).flatMap((item, at): Setting[] => {
    const { name, value } = record(item);
    return typeof name === 'string' && typeof value === 'string' ? [{ name, value, field: `${field}.env[${String(at)}].value` }] : [];
  });
  return [...readWords(inShell(words)), ...variables];
}

interface Word {
  readonly word: string;
  readonly field: string;
}

/** The last command of a script, which stays in the foreground and serves; or the words as they are. */
function inShell(words: readonly Word[]): readonly Word[] {
  const option = words.findIndex(({ word }) => /^-[a-z]*c$/.test(word));
  const script = words[option + 1];
  if (option < 1 || script === undefined || !/(^|\/)(ba|da|a|k|z)?sh$/.test(words[0]?.word ?? '')) return words;
  const commands = script.word.replace(/\\\n/g, ' ').split(/&&|\|\||[;|&\n]/).filter((command) => /\w/.test(command));
  const last = (commands.at(-1) ?? '').trim().split(/\s+/);
  return last.map((word) => ({ word: word.replace(/^["']|["']$/g, ''), field: script.field }));
}

function readWords(words: readonly Word[]): Setting[] {
  const program = words[0]?.word ?? '';
  if (CALLER.test(program.slice(program.lastIndexOf('/') + 1))) return [];
  return words.flatMap(({ word, field }, at): Setting[] => {
    const [, name, value] = /^(-[^=\s]+)=(.*)$/.exec(word) ?? [];
    if (name !== undefined && value !== undefined) return [{ name, value: value.replace(/^["']|["']$/g, ''), field }];
    if (word.startsWith('-')) return [];
    const before = words[at - 1]?.word ?? '';
    return [{ value: word, field, ...(/^-[^=]+$/.test(before) ? { name: before } : {}) }];
  });
}
