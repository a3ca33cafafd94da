import { type Json, type JsonObject, integer, record, text } from './json';
import type { Container } from './workload';

/** The three questions that the kubelet asks a container. */
export const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

export type ProbeName = (typeof PROBES)[number];

/** Those of its probes that a container has; `readinessProbe: null` is none. */
export function probesOf({ manifest }: Container): ProbeName[] {
  return PROBES.filter((probe) => Object.keys(record(manifest[probe])).length > 0);
}

/** One way in which the kubelet calls a container: a probe's, or a lifecycle hook's. */
export interface KubeletCall {
  readonly container: Container;
  /** What calls, such as `livenessProbe` or `lifecycle.preStop`. */
  readonly caller: string;
  /** How it calls, such as `httpGet`. */
  readonly action: 'httpGet' | 'tcpSocket' | 'grpc';
  /** Where the port stands, from the object's root. */
  readonly field: string;
  readonly port: number | string;
  /** A host of its own: then the call may not go to this pod at all. */
  readonly host?: string;
}

/** Every call by network that the kubelet makes to a container. */
export function kubeletCalls(container: Container): KubeletCall[] {
  const lifecycle = record(container.manifest.lifecycle);
  return [
    ...PROBES.flatMap((probe) => readCalls(container, probe, container.manifest[probe])),
    ...['postStart', 'preStop'].flatMap((hook) => readCalls(container, `lifecycle.${hook}`, lifecycle[hook])),
  ];
}

function readCalls(container: Container, caller: string, value: Json): KubeletCall[] {
  if (value === undefined) return [];
  return (['httpGet', 'tcpSocket', 'grpc'] as const).flatMap((action) => {
    const call = record(record(value)[action]);
    const port = readPort(call, action);
    if (port === undefined) return [];
    const field = `${container.field}.${caller}.${action}.port`;
    const host = text(call.host);
    return [{ container, caller, action, field, port, ...(host === undefined ? {} : { host }) }];
  });
}

/** A number in quotes is a name, and the API server refuses it: names have a letter. */
function readPort(call: JsonObject, action: KubeletCall['action']): number | string | undefined {
  return integer(call.port) ?? (action === 'grpc' ? undefined : text(call.port));
}
