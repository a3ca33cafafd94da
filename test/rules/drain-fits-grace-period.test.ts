import { drainFitsGracePeriod } from '../../lib/rules/drain-fits-grace-period';
import { ruleTester } from './rule-tester';
import { workload } from './yaml';

/** A Deployment whose container has this preStop hook; the pod's spec may say more. */
function web(preStop: string, rest = ''): string {
  const container = `{ name: main, image: main:1.0, lifecycle: { preStop: ${preStop} } }`;
  return workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ ${rest}containers: [${container}] }`);
}

function script(text: string): string {
  return web(`{ exec: { command: [/bin/sh, -c, ${JSON.stringify(text)}] } }`);
}

const GRACE = 'terminationGracePeriodSeconds: 60, ';

ruleTester(drainFitsGracePeriod, {
  valid: [
    { name: 'a sleep below the default grace period', manifests: web('{ sleep: { seconds: 10 } }'), ours: true },
    { name: 'a sleep below the pod\'s own grace period', manifests: web('{ sleep: { seconds: 59 } }', GRACE), ours: true },
    { name: 'a sleep of zero with a grace period of zero', manifests: web('{ sleep: { seconds: 0 } }', 'terminationGracePeriodSeconds: 0, '), ours: true },
    { name: 'a hook that calls the program', manifests: web('{ httpGet: { path: /drain, port: 8080 } }'), ours: true },
    { name: 'a command other than sleep, as ingress-nginx has it', manifests: web('{ exec: { command: [/wait-shutdown] } }') },
    { name: 'a sleep whose duration is a variable', manifests: script('sleep $DRAIN') },
    { name: 'a script that is told as an argument of another program', manifests: web('{ exec: { command: [python, -c, "sleep 60"] } }') },
    { name: 'a shell that runs a file', manifests: web('{ exec: { command: [bash, /drain.sh, sleep, "60"] } }') },
    { name: 'a sleep of which nobody knows how often it runs', manifests: script('while pgrep nginx; do\nsleep 60\ndone') },
    { name: 'a sleep in a function', manifests: script('drain() {\n  sleep 60\n}\n') },
    { name: 'a sleep where another command fails', manifests: script('nginx -s quit || sleep 60') },
    { name: 'a sleep in the background', manifests: script('sleep 60 & nginx -s quit') },
    { name: 'a sleep after the end', manifests: script('sleep 5; exit 0; sleep 60') },
    { name: 'a sleep that is only spoken of', manifests: script('echo "then; sleep 60; done" # sleep 60') },
    { name: 'several sleeps that fit together', manifests: script('sleep 10 2>&1 && nginx -s quit; exec sleep 19s > /dev/null') },
    {
      name: 'an init container, which ends before the pod does', refused: true,
      manifests: workload(
        'apps/v1 Deployment',
        'shop/web',
        '{ app: web }',
        '{ containers: [], initContainers: [{ name: setup, image: setup:1.0, lifecycle: { preStop: { sleep: { seconds: 60 } } } }] }',
      ),
      ours: true,
    },
    { name: 'a patch of kustomize, whose grace period is in the base', refused: true, manifests: web('{ sleep: { seconds: 60 } }').replace(' image: main:1.0,', '') },
    { name: 'a grace period that is no number', refused: true, manifests: web('{ sleep: { seconds: 60 } }', 'terminationGracePeriodSeconds: "30", ') },
    { name: 'hooks of the wrong type', refused: true, manifests: web('{ sleep: { seconds: x }, exec: { command: [sleep, 60, { a: 1 }] } }') + web('{ exec: { command: sleep 60 } }') },
  ],
  invalid: [
    {
      name: 'a native sleep of the whole default grace period',
      manifests: web('{ sleep: { seconds: 30 } }'),
      findings: [
        {
          message: 'noTimeLeft',
          severity: 'error',
          field: 'spec.template.spec.containers[0].lifecycle.preStop.sleep.seconds',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'The preStop hook of container "main" sleeps for 30 s, and 30 s after its start the pod is killed',
          got: 'terminationGracePeriodSeconds of 30 (the default)',
          fix: 'set terminationGracePeriodSeconds to more than 30, such as 60, or sleep for less',
        },
      ],
      fixed: web('{ sleep: { seconds: 30 } }', GRACE),
    },
    {
      name: 'a native sleep of a pattern beyond its grace period',
      manifests: web('{ sleep: { seconds: 90 } }', GRACE),
      ours: true,
      findings: [{ message: 'noTimeLeft', severity: 'error', got: 'terminationGracePeriodSeconds of 60' }],
      fixed: web('{ sleep: { seconds: 15 } }', GRACE),
    },
    {
      name: 'a sleep in a pod that is killed at once',
      manifests: web('{ sleep: { seconds: 5 } }', 'terminationGracePeriodSeconds: 0, '),
      findings: [{ message: 'noTimeLeft', severity: 'error' }],
      fixed: web('{ sleep: { seconds: 5 } }'),
    },
    {
      name: 'the command sleep',
      manifests: web('{ exec: { command: [/bin/sleep, "60"] } }'),
      findings: [{ message: 'noTimeLeft', severity: 'error', field: 'spec.template.spec.containers[0].lifecycle.preStop.exec.command' }],
      fixed: web('{ exec: { command: [/bin/sleep, "15"] } }'),
    },
    {
      name: 'a sleep in minutes and seconds',
      manifests: web('{ exec: { command: [sleep, 1m, 0.5s] } }', GRACE),
      findings: [{ message: 'noTimeLeft', severity: 'error', problem: /sleeps for 60\.5 s/, fix: /such as 91, or/ }],
      fixed: web('{ exec: { command: [sleep, 0.5m] } }', GRACE),
    },
    {
      name: 'sleeps of a script that come to the grace period together',
      manifests: script('set -e\nsleep 15 && nginx -s quit\nsleep 15; while true; do sleep 1; done'),
      findings: [{ message: 'noTimeLeft', severity: 'error', problem: /sleeps for 30 s/ }],
      fixed: script('set -e\nsleep 5 && nginx -s quit\nsleep 5; while true; do sleep 1; done'),
    },
    {
      name: 'a native sidecar of a StatefulSet, in a shell with options',
      manifests: workload(
        'apps/v1 StatefulSet',
        'shop/db',
        '{ app: db }',
        '{ containers: [{ name: db, image: db:1.0 }], initContainers: [{ name: proxy, image: proxy:1.0, restartPolicy: Always, lifecycle: { preStop: { exec: { command: [bash, -ec, sleep 2m] } } } }] }',
      ),
      findings: [{ message: 'noTimeLeft', severity: 'error', problem: /"proxy" sleeps for 120 s/ }],
      fixed: workload(
        'apps/v1 StatefulSet',
        'shop/db',
        '{ app: db }',
        '{ containers: [{ name: db, image: db:1.0 }], terminationGracePeriodSeconds: 150, initContainers: [{ name: proxy, image: proxy:1.0, restartPolicy: Always, lifecycle: { preStop: { exec: { command: [bash, -ec, sleep 2m] } } } }] }',
      ),
    },
  ],
});
