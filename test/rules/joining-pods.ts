import type { InvalidCase } from './rule-tester';
import { deployment, service } from './yaml';

/** Pods, and a canary with other ports that joins them. */
const tracks = (ports: string): string =>
  deployment('shop/web', '{ cdk8s-service-patterns/service: web, cdk8s-service-patterns/track: stable }', '[{ name: http, containerPort: 8080 }]') +
  deployment('shop/web-canary', '{ cdk8s-service-patterns/service: web, cdk8s-service-patterns/track: canary }', ports);

/** Canaries that do not open what the pods beside them open. */
export const JOINERS: readonly InvalidCase[] = [
  {
    name: 'a canary that joins by its track, and does not open a number that the others open',
    manifests: tracks('[{ containerPort: 9090 }]') + service('shop/web', '{ selector: { cdk8s-service-patterns/service: web }, ports: [{ port: 80, targetPort: 8080 }] }'),
    ours: true,
    findings: [
      {
        message: 'joiner',
        severity: 'error',
        field: 'spec.ports[0].targetPort',
        problem: 'Service port 80 sends traffic to 8080 of Deployment shop/web-canary too, which joins it by its track, but no container there declares that port',
        got: '8080; the pods of Deployment shop/web-canary declare 9090/TCP, those of Deployment shop/web open it',
      },
    ],
    fixed: tracks('[{ containerPort: 8080 }]') + service('shop/web', '{ selector: { cdk8s-service-patterns/service: web }, ports: [{ port: 80, targetPort: 8080 }] }'),
  },
  {
    name: 'a canary that does not name a port as the others do',
    manifests: tracks('[{ containerPort: 8080 }]') + service('shop/web', '{ selector: { cdk8s-service-patterns/service: web }, ports: [{ port: 80, targetPort: http }] }'),
    findings: [{ message: 'joiner', severity: 'warning', got: /declare 8080\/TCP/, fix: /^name a container port "http" in the pods of Deployment shop\/web-canary/ }],
    fixed: tracks('[{ name: http, containerPort: 8080 }]') + service('shop/web', '{ selector: { cdk8s-service-patterns/service: web }, ports: [{ port: 80, targetPort: http }] }'),
  },
];
