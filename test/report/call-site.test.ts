import * as path from 'node:path';
import { CallSite, locate } from '../../lib/report/call-site';

const CWD = process.cwd();
const OURS = path.resolve(__dirname, '../../lib');

/** A stack of these frames, innermost first. */
function stack(...frames: string[]): string {
  return ['Error: nothing', ...frames.map((frame) => `    at ${frame}`)].join('\n');
}

/** A location in one line: the place, then its wrappers and callers. */
function shown(text: string): string | undefined {
  const found = locate(text);
  return found && [`${found.file}:${String(found.line)}:${String(found.column)}`, ...found.via].join(' via ');
}

describe('the author\'s line', () => {
  it.each<[what: string, stack: string, line: string | undefined]>([
    ['a function', stack(`makeShop (${CWD}/shop.ts:14:3)`), 'shop.ts:14:3'],
    ['a constructor', stack(`new Shop (${CWD}/lib-of-mine/shop.ts:1:2)`), 'lib-of-mine/shop.ts:1:2'],
    ['a method under another name', stack(`Shop.make [as build] (${CWD}/shop.ts:1:2)`), 'shop.ts:1:2'],
    ['a file without a function', stack(`${CWD}/shop.ts:1:2`), 'shop.ts:1:2'],
    ['an async function', stack(`async makeShop (${CWD}/shop.ts:1:2)`), 'shop.ts:1:2'],
    ['an async file without a function', stack(`async ${CWD}/shop.ts:1:2`), 'shop.ts:1:2'],
    ['a file URL', stack(`makeShop (file://${CWD}/shop.mjs:1:2)`), 'shop.mjs:1:2'],
    ['a file URL without a function', stack(`async file://${CWD}/shop.mjs:1:2`), 'shop.mjs:1:2'],
    ['a file URL with escapes and a query', stack('f (file:///my%20apps/shop.mjs?t=1700000000:1:2)'), '/my apps/shop.mjs:1:2'],
    ['a file URL that is none', stack('f (file:///100%/shop.mjs:1:2)'), '/100%/shop.mjs:1:2'],
    ['a file elsewhere', stack('f (/somewhere/else/shop.ts:1:2)'), '/somewhere/else/shop.ts:1:2'],
    ['a folder with brackets', stack('f (/my (apps)/shop.ts:1:2)'), '/my (apps)/shop.ts:1:2'],
    ['a folder with brackets without a function', stack('/my (apps)/shop.ts:1:2'), '/my (apps)/shop.ts:1:2'],
    ['Windows', stack(String.raw`f (C:\shop\main.ts:1:2)`), 'C:/shop/main.ts:1:2'],
    ['Windows without a function', stack(String.raw`C:\shop\main.ts:1:2`), 'C:/shop/main.ts:1:2'],
    ['a file URL on Windows', stack('f (file:///C:/my%20shop/main.mjs:1:2)'), 'C:/my shop/main.mjs:1:2'],
    ['no frames', 'Error: nothing', undefined],
    ['no stack', '', undefined],
    ['frames without a place', stack('Array.forEach (<anonymous>)', 'async Promise.all (index 0)', 'f (native)'), undefined],
  ])('is read from %s', (_, text, line) => {
    expect(shown(text)).toBe(line);
  });

  it.each([
    ['our own package', `new InternalBackend (${OURS}/patterns/internal-backend.ts:9:9)`],
    ['our package as it is installed', `f (${CWD}/node_modules/cdk8s-service-patterns/build/patterns/serve.js:9:9)`],
    ['constructs', `new Node (${CWD}/node_modules/constructs/lib/construct.js:9:9)`],
    ['cdk8s', `new ApiObject (${CWD}/node_modules/cdk8s/lib/api-object.js:9:9)`],
    ['cdk8s-plus', `new Deployment (${CWD}/node_modules/cdk8s-plus-28/lib/deployment.js:9:9)`],
    ['cdk8s as pnpm keeps it', `f (${CWD}/node_modules/.pnpm/cdk8s@2.70.0/node_modules/cdk8s/lib/app.js:9:9)`],
    ['cdk8s on Windows', String.raw`f (C:\shop\node_modules\cdk8s\lib\app.js:9:9)`],
    ['Node', 'Module._compile (node:internal/modules/cjs/loader:9:9)'],
    ['jest', `Promise.then.completed (${CWD}/node_modules/jest-circus/build/utils.js:9:9)`],
    ['jest\'s own packages', `f (${CWD}/node_modules/@jest/core/build/index.js:9:9)`],
    ['vitest', `f (file://${CWD}/node_modules/@vitest/runner/dist/index.js:9:9)`],
    ['tsx', `Object.transformer (${CWD}/node_modules/tsx/dist/register.cjs:9:9)`],
    ['ts-node', `Module.m._compile (${CWD}/node_modules/ts-node/src/index.ts:9:9)`],
    ['code that was evaluated', `eval (eval at run (${CWD}/other.ts:9:9), <anonymous>:9:9)`],
    ['code without a file', 'f (evalmachine.<anonymous>:9:9)'],
  ])('is below the frames of %s', (_, frame) => {
    expect(shown(stack(frame, `makeShop (${CWD}/shop.ts:1:2)`, frame))).toBe('shop.ts:1:2');
  });

  it('is the first outside node_modules; a library that wraps us is told as the way', () => {
    const wrapper = `new CompanyApp (${CWD}/node_modules/@acme/apps/app.js:3:4)`;
    expect(shown(stack(wrapper, `makeShop (${CWD}/shop.ts:1:2)`))).toBe('shop.ts:1:2 via node_modules/@acme/apps/app.js:3:4');
  });

  it('is told with what called it, nearest first, three at most, without libraries further out', () => {
    const own = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name} (${CWD}/${name}.ts:1:2)`);
    expect(shown(stack(...own))).toBe('a.ts:1:2 via b.ts:1:2 via c.ts:1:2 via d.ts:1:2');
    expect(shown(stack(own[0]!, `run (${CWD}/node_modules/runner/run.js:1:2)`, own[1]!))).toBe('a.ts:1:2 via b.ts:1:2');
  });

  it('is not told twice where a loader wraps the statements of a module', () => {
    expect(shown(stack(`<anonymous> (${CWD}/shop.ts:1:2)`, `Object.<anonymous> (${CWD}/shop.ts:9:9)`))).toBe('shop.ts:1:2');
    expect(shown(stack(`makeShop (${CWD}/shop.ts:1:2)`, `Object.<anonymous> (${CWD}/shop.ts:9:9)`))).toBe('shop.ts:1:2 via shop.ts:9:9');
  });

  it('is not found among libraries alone', () => {
    expect(shown(stack(`f (${CWD}/node_modules/@acme/apps/app.js:3:4)`))).toBeUndefined();
  });
});

describe('a captured call site', () => {
  function make(): CallSite | undefined {
    return CallSite.capture(make);
  }

  it('is the line that called, whatever the limit of stacks', () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      const site = make();
      expect(site!.source).toMatchObject({ file: 'test/report/call-site.test.ts', line: expect.any(Number) as number });
      expect(Error.stackTraceLimit).toBe(0);
    } finally {
      Error.stackTraceLimit = limit;
    }
  });

  it('tells one line from another', () => {
    const first = make();
    const second = make();
    expect(second!.source!.line - first!.source!.line).toBe(1);
  });

  it.each([
    ['a runtime of its own', undefined, '/usr/lib/python3/site-packages/jsii/_embedded/jsii/bin/jsii-runtime.js'],
    ['Python', 'Python/3.11.7', '/tmp/tmpm1kupbly/lib/program.js'],
    ['Java', 'Java/17.0.15', '/tmp/jsii-java-runtime3246370706117149232/lib/program.js'],
    ['Go', 'go1.26.8/linux/amd64', '/tmp/jsii-runtime.2468013579/lib/program.js'],
    ['Windows', 'Python/3.11.7', String.raw`C:\Users\me\AppData\Local\Temp\tmpm1kupbly\lib\program.js`],
  ])('is none under the jsii kernel, whose frames say nothing of the author: %s', (_, agent, program) => {
    const [, script] = process.argv;
    process.argv[1] = program;
    if (agent !== undefined) process.env.JSII_AGENT = agent;
    try {
      expect(make()).toBeUndefined();
    } finally {
      process.argv[1] = script!;
      delete process.env.JSII_AGENT;
    }
  });

  it('is there for a program of the author\'s that has the name of jsii\'s', () => {
    const [, script] = process.argv;
    process.argv[1] = '/shop/program.js';
    try {
      expect(make()?.source).toMatchObject({ file: 'test/report/call-site.test.ts' });
    } finally {
      process.argv[1] = script!;
    }
  });
});
