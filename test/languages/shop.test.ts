import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { broken } from '../../languages/broken';
import { shop } from '../../languages/shop';
import { filesOf, linkErrorOf } from '../synth/fixtures';

/** What Python, Go and Java are held against by `npm run languages`, which no test runs: it builds their bindings. */
describe('the shop that every language writes', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'languages-'));
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  test('links without a warning, and its bytes are these', () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const lines = shop(folder);
    const printed = write.mock.calls.map(([text]) => String(text)).join('');
    write.mockRestore();
    expect(printed).toBe('');
    expect(lines.join('\n')).toMatchSnapshot('read back');
    for (const [file, bytes] of Object.entries(filesOf(folder))) expect(bytes).toMatchSnapshot(file);
  });

  test.each(['shop.py', 'shop.go', 'Shop.java'])('is all in %s too', (file) => {
    const read = (name: string): string => fs.readFileSync(path.resolve(__dirname, '../../languages', name), 'utf8');
    const [, body = ''] = read('shop.ts').split('export function shop');
    const values = [...body.matchAll(/'([^'\n]+)'/g)].map(([, value]) => value).filter((value) => value !== 'none' && value !== ' ');
    expect(values.length).toBeGreaterThan(60);
    expect(values.filter((value) => !read(file).includes(`"${String(value)}"`))).toEqual([]);
  });

  test('refuses and finds the mistakes that every language makes', () => {
    const log = jest.spyOn(console, 'log').mockReturnValue(undefined);
    const error = linkErrorOf(() => { broken(folder); });
    const [[refusal] = []] = log.mock.calls as string[][];
    log.mockRestore();
    expect(refusal).toContain('error[props] A port must be a whole number from 1 to 65535');
    expect(refusal).toMatch(/--> languages\/broken\.ts:\d+:\d+/);
    expect(error.findings.map(({ rule, source }) => [rule, source?.file])).toEqual([
      ['image-pinned', 'languages/broken.ts'],
      ['service-target-port-open', 'languages/broken.ts'],
    ]);
    expect(filesOf(folder)).toEqual({});
  });
});
