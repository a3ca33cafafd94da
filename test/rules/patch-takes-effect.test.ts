import type { PatchOperation } from '../../lib/linker';
import { patchTakesEffect } from '../../lib/rules/patch-takes-effect';
import { type PatchedObject } from './manifests';
import { ruleTester } from './rule-tester';
import { service } from './yaml';

/** The operations on the Service `web`. */
function on(...operations: PatchOperation[]): { readonly patches: readonly PatchedObject[] } {
  return { patches: [{ kind: 'Service', name: 'web', operations }] };
}

/** The Service `web` with a spec. */
function web(spec: string): string {
  return service('shop/web', spec);
}

ruleTester(patchTakesEffect, {
  valid: [
    { name: 'a manifest without patches', manifests: web('{ ports: [{ port: 80 }] }'), ours: true },
    {
      name: 'a value that the manifest shows',
      manifests: web('{ trafficDistribution: PreferClose }'),
      ...on({ op: 'add', path: '/spec/trafficDistribution', value: 'PreferClose' }),
      ours: true,
    },
    {
      name: 'a list and the maps in it, beside fields that others set',
      manifests: web('{ ports: [{ port: 80, protocol: TCP }] }'),
      ...on({ op: 'replace', path: '/spec/ports', value: [{ port: 80 }] }),
    },
    {
      name: 'an element that was appended somewhere', refused: true,
      manifests: web('{ ports: [{ port: 80 }, { port: 443 }, { port: 9090 }] }'),
      ...on({ op: 'add', path: '/spec/ports/-', value: { port: 443 } }),
    },
    {
      name: 'a key with a slash and a tilde', refused: true,
      manifests: web('{ selector: { "a/b~c": x } }'),
      ...on({ op: 'add', path: '/spec/selector/a~1b~0c', value: 'x' }),
    },
    {
      name: 'zero, false and the empty text', refused: true,
      manifests: web('{ a: 0, b: false, c: "" }'),
      ...on(...Object.entries({ a: 0, b: false, c: '' }).map(([key, value]) => ({ op: 'add', path: `/spec/${key}`, value }))),
    },
    {
      name: 'null and what is empty, which rendering drops',
      manifests: web('{}'),
      ...on(
        { op: 'add', path: '/spec/a', value: null },
        { op: 'add', path: '/spec/b', value: {} },
        { op: 'add', path: '/spec/c', value: [] },
      ),
    },
    {
      name: 'the whole document',
      manifests: web('{ type: ClusterIP }'),
      ...on({ op: 'replace', path: '', value: { kind: 'Service', spec: { type: 'ClusterIP' } } }),
    },
    {
      name: 'a value that a later patch replaced',
      manifests: web('{ type: NodePort }'),
      ...on({ op: 'add', path: '/spec/type', value: 'LoadBalancer' }, { op: 'replace', path: '/spec/type', value: 'NodePort' }),
    },
    {
      name: 'a value that a later patch removed, with all around it',
      manifests: service('shop/web', '{}'),
      ...on({ op: 'add', path: '/spec/ports', value: [{ port: 80 }] }, { op: 'remove', path: '/spec' }),
    },
    {
      name: 'a map of which a later patch changed a part',
      manifests: web('{ selector: { app: api } }'),
      ...on({ op: 'add', path: '/spec/selector', value: { app: 'web' } }, { op: 'replace', path: '/spec/selector/app', value: 'api' }),
    },
    {
      name: 'an element that a later patch pushed aside', refused: true,
      manifests: web('{ ports: [{ port: 0 }, { port: 1 }, { port: 2 }] }'),
      ...on({ op: 'add', path: '/spec/ports/1', value: { port: 2 } }, { op: 'add', path: '/spec/ports/0', value: { port: 0 } }),
    },
    {
      name: 'a value that a later patch moved away', refused: true,
      manifests: web('{ b: 1 }'),
      ...on({ op: 'add', path: '/spec/a', value: 1 }, { op: 'move', path: '/spec/b', from: '/spec/a' } as PatchOperation),
    },
    {
      name: 'operations that set nothing', refused: true,
      manifests: web('{ a: 1 }'),
      ...on({ op: 'remove', path: '/spec/x' }, { op: 'test', path: '/spec/a', value: 2 }, { op: 'copy', path: '/spec/y' }),
    },
  ],
  invalid: [
    {
      name: 'a field that vanished, on objects of ours and of others',
      manifests: web('{ ports: [{ port: 80 }] }'),
      ...on({ op: 'add', path: '/spec/trafficDistribution', value: 'PreferClose' }),
      findings: [
        {
          message: 'vanished',
          severity: 'error',
          field: 'spec.trafficDistribution',
          object: { kind: 'Service', namespace: 'shop', name: 'web' },
          problem: 'A JSON patch sets "spec.trafficDistribution", but the manifest does not show it',
          got: '"PreferClose" was asked for; the manifest holds nothing there',
          fix: /^check the spelling/,
        },
      ],
      fixed: web('{ ports: [{ port: 80 }], trafficDistribution: PreferClose }'),
    },
    {
      name: 'a value of a pattern\'s object that something overwrote',
      manifests: web('{ ports: [{ name: http, port: 80 }, { name: https, port: 443, targetPort: 443 }] }'),
      ...on({ op: 'replace', path: '/spec/ports/1/targetPort', value: 'https' }),
      ours: true,
      findings: [
        { message: 'vanished', severity: 'error', field: 'spec.ports[1].targetPort', got: '"https" was asked for; the manifest holds 443' },
      ],
      fixed: web('{ ports: [{ name: http, port: 80 }, { name: https, port: 443, targetPort: https }] }'),
    },
    {
      name: 'the one field within a map that vanished',
      manifests: web('{ sessionAffinityConfig: { clientIP: {} } }'),
      ...on({ op: 'add', path: '/spec/sessionAffinityConfig', value: { clientIP: { timeoutSeconds: 60 } } }),
      findings: [
        { message: 'vanished', severity: 'error', field: 'spec.sessionAffinityConfig.clientIP.timeoutSeconds', got: /^60 was asked for/ },
      ],
      fixed: web('{ sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } }'),
    },
    {
      name: 'an element that was appended and is nowhere',
      manifests: web('{ ports: [{ port: 80 }] }'),
      ...on({ op: 'add', path: '/spec/ports/-', value: { name: 'https', port: 443 } }),
      findings: [
        { message: 'vanished', severity: 'error', field: 'spec.ports', got: '{"name":"https","port":443} was asked for; the list holds no such element' },
      ],
      fixed: web('{ ports: [{ name: http, port: 80 }, { name: https, port: 443 }] }'),
    },
    {
      name: 'an element appended to a list that is not there',
      manifests: web('{ type: ClusterIP }'),
      ...on({ op: 'add', path: '/spec/externalIPs/-', value: '192.0.2.1' }),
      findings: [
        {
          message: 'vanished',
          severity: 'error',
          field: 'spec.externalIPs',
          got: '"192.0.2.1" was asked for; the manifest holds nothing there',
        },
      ],
      fixed: web('{ type: ClusterIP, externalIPs: [192.0.2.1] }'),
    },
    {
      name: 'a key that needs brackets, below a field that is no map',
      manifests: web('{ selector: web }'),
      ...on({ op: 'add', path: '/spec/selector/example.com~1app', value: 'web' }),
      findings: [{ message: 'vanished', severity: 'error', field: 'spec.selector["example.com/app"]' }],
      fixed: web('{ selector: { example.com/app: web } }'),
    },
    {
      name: 'every operation that vanished, and no other', refused: true,
      manifests: web('{ b: 2, "0": 0 }'),
      ...on(...['c', 'b', 'a', '0'].map((key, index) => ({ op: 'add', path: `/spec/${key}`, value: 3 - index }))),
      findings: [
        { message: 'vanished', severity: 'error', field: 'spec.a' },
        { message: 'vanished', severity: 'error', field: 'spec.c' },
      ],
      fixed: web('{ a: 1, b: 2, c: 3, "0": 0 }'),
    },
  ],
});
