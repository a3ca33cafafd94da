// One measurement of the API server layer in a process of its own: `api-server-case.js OBJECTS` prints JSON.
import * as path from 'node:path';
import { Chart } from 'cdk8s';
import { HealthCheck, InternalBackend, LinkedApp } from 'cdk8s-service-patterns';
import type { Question } from '../lib/apiserver/question';
import type * as validator from '../lib/apiserver/validator';
import { ROOT } from './processes';

// What is published is what is measured.
const { Validator } = require(path.join(ROOT, 'build', 'apiserver', 'validator')) as typeof validator;

const [, , count = '1'] = process.argv;
const MEBIBYTE = 2 ** 20;

/** What so many objects of patterns ask: a Deployment, a Service, a budget and a policy in turn. */
function questions(objects: number): Question[] {
  const app = new LinkedApp({ printLinks: false });
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  for (let index = 0; index * 4 < objects; index += 1) {
    new InternalBackend(chart, `app-${String(index)}`, { image: 'ghcr.io/acme/app:1.0.0', port: 80, targetPort: 8080, health: HealthCheck.http('/healthz') });
  }
  return (chart.toJson() as unknown[]).slice(0, objects).map((object) => ({ version: '1.34', level: 'restricted', object }));
}

function timed(work: () => validator.Answer[]): number {
  const start = process.hrtime.bigint();
  const wrong = work().find(({ status }) => status !== 'valid');
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  if (wrong) throw new Error(`not valid: ${JSON.stringify(wrong)}`);
  return elapsed;
}

const asked = questions(Number(count));
const before = process.memoryUsage().rss;
const instance = new Validator();
const [cold, warm] = [timed(() => instance.ask(asked)), timed(() => instance.ask(asked))];
console.log(JSON.stringify({ objects: asked.length, cold, warm, memory: (process.memoryUsage().rss - before) / MEBIBYTE }));
