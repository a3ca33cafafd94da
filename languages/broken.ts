// Two mistakes: one that the constructor refuses, whose error is caught and printed, and one that the linker finds at synth, whose error
// nobody catches. `npm run languages` asserts on what the user of each language sees.
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { InternalBackend, LinkedApp } from 'cdk8s-service-patterns';

/** Prints the first error, and throws the second. */
export function broken(outdir: string): void {
  const app = new LinkedApp({ outdir });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });

  try {
    new InternalBackend(chart, 'refused', { image: 'ghcr.io/acme/orders:1.4.2', port: 70000 });
  } catch (error) {
    console.log((error as Error).message);
  }

  const orders = new InternalBackend(chart, 'orders', { image: 'ghcr.io/acme/orders:1.4.2', port: 80, targetPort: 8080 });
  ApiObject.of(orders.service).addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 'web'));
  ApiObject.of(orders.deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', 'ghcr.io/acme/orders:latest'));
  app.synth();
}

if (require.main === module) broken(process.argv[2] ?? 'dist');
