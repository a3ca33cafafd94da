import type { Fault, Manifest, SeededApp } from '../fault';
import { forwards } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'told the program by a flag to listen on loopback, as on a developer\'s machine',
    seed: (app) => tell(app, (container, port) => (container.args = [...(container.args ?? []), `--listen-address=127.0.0.1:${String(port)}`])),
  },
  {
    name: 'set HOST to localhost',
    seed: (app) => tell(app, (container) => (container.env = [...(container.env ?? []), { name: 'HOST', value: 'localhost' }])),
  },
  {
    name: 'started the development server in a script',
    seed: (app) =>
      tell(app, (container) => {
        container.command = ['sh', '-c', 'npm ci && npx vite --host 127.0.0.1'];
        delete container.args;
      }),
  },
  {
    name: 'bound the program to the IPv6 loopback',
    seed: (app) => tell(app, (container, port) => (container.args = [...(container.args ?? []), '--bind', `[::1]:${String(port)}`])),
  },
];

/** Tells the first container that a Service leads to by TCP, and that is not told where to listen already. */
function tell(app: SeededApp, edit: (container: Manifest, port: number) => void): boolean {
  const found = forwards(app).find(({ port, container }) => {
    const told = JSON.stringify([container.command, container.args, container.env]);
    return (port.protocol ?? 'TCP') === 'TCP' && !/0\.0\.0\.0|":\d|=:\d|\[::|listen|bind|host|addr|port|"-p"/i.test(told);
  });
  if (!found) return false;
  edit(found.container, found.containerPort.containerPort);
  return true;
}
