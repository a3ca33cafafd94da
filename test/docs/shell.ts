import { parse } from 'shell-quote';

/** The simple commands of a script, each as its words: without quotes, redirections and comments, and without `npx` before it. */
export function commandsOf(script: string): string[][] {
  return script
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap(commandsOfLine)
    .map((words) => (words[0] === 'npx' ? words.slice(1) : words));
}

function commandsOfLine(line: string): string[][] {
  const commands: string[][] = [[]];
  let redirected = false;
  for (const token of parse(line, (name) => `$${name}`)) {
    if (typeof token === 'string' || ('op' in token && token.op === 'glob')) {
      if (!redirected) commands.at(-1)?.push(typeof token === 'string' ? token : 'pattern' in token ? token.pattern : '');
      redirected = false;
    } else if ('op' in token) {
      redirected = /[<>]/.test(token.op);
      if (!redirected) commands.push([]);
    }
  }
  return commands.filter((words) => words.length > 0);
}
