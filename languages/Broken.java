// The two mistakes of broken.ts in Java.
import io.github.cdk8s_service_patterns.InternalBackend;
import io.github.cdk8s_service_patterns.LinkedApp;
import io.github.cdk8s_service_patterns.LinkedAppProps;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.JsonPatch;

public final class Broken {
  /** Prints the first error, and throws the second. */
  static void broken(final String outdir) {
    final LinkedApp app = new LinkedApp(LinkedAppProps.builder().outdir(outdir).build());
    final Chart chart = new Chart(app, "shop", ChartProps.builder().namespace("shop").build());

    try {
      InternalBackend.Builder.create(chart, "refused").image("ghcr.io/acme/orders:1.4.2").port(70000).build();
    } catch (final RuntimeException error) {
      System.out.println(error.getMessage());
    }

    final InternalBackend orders = InternalBackend.Builder.create(chart, "orders")
        .image("ghcr.io/acme/orders:1.4.2")
        .port(80)
        .targetPort(8080)
        .build();
    ApiObject.of(orders.getService()).addJsonPatch(JsonPatch.replace("/spec/ports/0/targetPort", "web"));
    ApiObject.of(orders.getDeployment()).addJsonPatch(
        JsonPatch.replace("/spec/template/spec/containers/0/image", "ghcr.io/acme/orders:latest"));
    app.synth();
  }

  public static void main(final String[] args) {
    broken(args.length > 0 ? args[0] : "dist");
  }

  private Broken() {}
}
