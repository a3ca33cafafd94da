import { kubeletCalls } from './probe';
import { commandLine, type ConfigMaps, environment } from './settings';
import type { Workload } from './workload';

/**
 * Whether a pod names a number in what it tells its programs: `--port=8080`, `:8080`, a line of a ConfigMap. Then somebody
 * may well listen there, though nobody declares it: `containerPort` is informational.
 */
export function isTold(workload: Workload, port: number, configMaps: ConfigMaps): boolean {
  // Not 1.80, nor 10.0.80.1, nor 8080 in 18080.
  const number = new RegExp(`(?<![\\d.])${String(port)}(?!\\.?\\d)`);
  const told = workload.containers.flatMap((each) => [...commandLine(each), ...environment(each).map(({ value }) => value)]);
  return told.some((value) => number.test(value)) || configMaps.textsOf(workload).some((value) => number.test(value));
}

/** Whether the kubelet calls a number in the pod: by TCP, whatever the program speaks. */
export function isProbed(workload: Workload, port: number): boolean {
  const running = workload.containers.filter(({ role }) => role !== 'init');
  return running.flatMap(kubeletCalls).some((call) => call.port === port && call.host === undefined);
}
