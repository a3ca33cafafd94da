import { parseArgs } from 'node:util';

export const DEFAULT_IMAGE = 'curlimages/curl:8.12.1';

export const USAGE = `npm run e2e -- [OPTIONS]

Runs the examples in the cluster of your KUBECONFIG, each in a throwaway namespace that admits "restricted" pods alone: whether the API
server takes them, whether they become ready, whether every Service port answers, and how many requests are lost while everything is
restarted. Needs kubectl, and an account that may create namespaces. An example with a load balancer or a node port opens one for as long
as it runs: leave those out, where that costs money or lets strangers in, by naming the others with --only.

  --only NAME            run this example; may be given several times
  --list                 list the examples, and end
  --keep                 leave the namespaces there, to look around
  --timeout SECONDS      how long to wait for pods  (180)
  --rate NUMBER          requests a second during a restart, over all ports of an example  (50)
  --client-image IMAGE   where the requests come from: an image with sh and curl  (${DEFAULT_IMAGE})
  --client-program PATH  a program in that image which sends the requests instead; see e2e/client.ts
`;

export interface Options {
  readonly only: readonly string[];
  readonly list: boolean;
  readonly keep: boolean;
  readonly help: boolean;
  readonly timeout: number;
  readonly rate: number;
  readonly clientImage: string;
  readonly clientProgram?: string;
}

/** Reads the command line; throws a sentence where it is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      timeout: { type: 'string', default: '180' },
      rate: { type: 'string', default: '50' },
      'client-image': { type: 'string', default: DEFAULT_IMAGE },
      'client-program': { type: 'string' },
    },
  });
  const program = values['client-program'];
  return {
    only: values.only,
    list: values.list,
    keep: values.keep,
    help: values.help,
    timeout: positive('--timeout', values.timeout),
    rate: positive('--rate', values.rate),
    clientImage: values['client-image'],
    ...(program === undefined ? {} : { clientProgram: program }),
  };
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw new Error(`${option} must be a number above 0, got "${text}"`);
  return number;
}
