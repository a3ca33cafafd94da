import * as fs from 'node:fs';
import * as path from 'node:path';
import { own } from '../own';
import { run } from '../process';

const APPS = path.join(__dirname, 'apps');

/** What an app of a user installs beside the library. */
export interface Versions {
  readonly peers: Readonly<Record<string, string>>;
  readonly typescript: string;
}

/** The oldest peers that package.json admits; the newest ones that the registry has within it. */
export const PEERS = {
  oldest: Object.fromEntries(Object.entries(own.peerDependencies).map(([name, range]) => [name, range.replace(/^\^/, '')])),
  newest: own.peerDependencies,
};

/** Makes an app that installs the tarball as it would a release, and has npm judge the peers. */
export function install(folder: string, tarball: string, { peers, typescript }: Versions): string {
  fs.mkdirSync(folder, { recursive: true });
  for (const file of fs.readdirSync(APPS)) fs.copyFileSync(path.join(APPS, file), path.join(folder, file));
  const { tsx = '*', 'cdk8s-cli': cli = '*', '@types/node': types = '*' } = own.devDependencies;
  const manifest = {
    name: 'consumer',
    private: true,
    dependencies: { ...peers, [own.name]: `file:${tarball}` },
    devDependencies: { tsx, typescript, 'cdk8s-cli': cli, '@types/node': types },
  };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  run(folder, ['npm', 'install', '--no-audit', '--no-fund', '--strict-peer-deps']);
  return Object.keys(peers).map((name) => `${name} ${versionOf(folder, name)}`).join(', ');
}

/** The version of a package that an app has installed. */
export function versionOf(folder: string, name: string): string {
  return (JSON.parse(fs.readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
}
