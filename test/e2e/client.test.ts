import { execFile } from 'node:child_process';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { curlClient, loadProgram, type Target } from '../../e2e/client';

const target = (host: string, port: number, path?: string): Target => ({
  host,
  question: { namespace: 'shop', service: 'web', port, headless: false, ...(path === undefined ? {} : { path }) },
});
const window = { rate: 10, seconds: 1 };

test('a program is told a URL where HTTP is asked for, and else where to connect', () => {
  const program = loadProgram('/load');

  expect(program.load(target('10.0.0.1', 80, '/healthz'), window)).toEqual(['/load', 'load', '-rate', '10', '-for', '1s', 'http://10.0.0.1:80/healthz']);
  expect(program.load(target('fd00::1', 5432), window).at(-1)).toBe('tcp://[fd00::1]:5432');
  expect(program.load(target('web.shop.svc', 80, ''), window).at(-1)).toBe('http://web.shop.svc:80/');
});

test('the shell asks as often as it was told, and counts what it lost', async () => {
  const server = http.createServer((request, response) => response.writeHead(request.url === '/up' ? 200 : 503).end());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const asked = async (path: string): Promise<unknown> => {
    const [command = '', ...args] = curlClient.load(target('127.0.0.1', port, path), window);
    const { stdout } = await promisify(execFile)(command, args);
    return curlClient.tally(target('127.0.0.1', port, path), window, stdout);
  };
  // A machine without curl sends nothing, and every request counts as lost: that too is what the client must do.
  const curl = await promisify(execFile)('curl', ['--version']).then(() => true, () => false);
  try {
    expect(await asked('/up')).toMatchObject({ requests: 10, lost: curl ? 0 : 10 });
    expect(await asked('/down')).toMatchObject({ requests: 10, lost: 10 });
  } finally {
    server.close();
  }
});
