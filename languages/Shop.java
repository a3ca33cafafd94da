// The shop of shop.ts in Java, line for line. `npm run languages` holds their bytes against each other.
import io.github.cdk8s_service_patterns.*;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Duration;
import org.cdk8s.JsonPatch;
import org.cdk8s.Size;
import org.cdk8s.plus28.ContainerResources;
import org.cdk8s.plus28.Cpu;
import org.cdk8s.plus28.CpuResources;
import org.cdk8s.plus28.EnvValue;
import org.cdk8s.plus28.MemoryResources;
import org.cdk8s.plus28.PodManagementPolicy;
import org.cdk8s.plus28.Secret;
import org.cdk8s.plus28.SecretValue;
import org.cdk8s.plus28.Service;
import org.cdk8s.plus28.ServiceType;

public final class Shop {
  /** Synthesizes the shop into a folder. What it returns was read back from constructs, a line each. */
  static List<String> shop(final String outdir) {
    final LinkedApp app = new LinkedApp(LinkedAppProps.builder()
        .outdir(outdir)
        .kubernetesVersion("1.33")
        .environment(Environment.PRODUCTION)
        .provider(Provider.eks())
        .printLinks(false)
        .build());
    final Chart chart = new Chart(app, "shop", ChartProps.builder().namespace("shop").build());
    ExternalObjects.declare(chart, "secret/shop/ledger");

    final ExternalBackend ledger = ExternalBackend.Builder.create(chart, "ledger")
        .host("ledger.example.com")
        .ports(List.of(ExternalPortProps.builder().name("postgresql").port(5432).build()))
        .egressTo(List.of("10.20.0.0/24", "10.20.1.0/24"))
        .build();

    final StatefulBackend queue = StatefulBackend.Builder.create(chart, "queue")
        .image("docker.io/library/nats:2.12.1-alpine")
        .args(List.of("-js", "-sd", "/data"))
        .ports(List.of(PortProps.builder().name("nats").port(4222).build()))
        .peerPorts(List.of(PeerPortProps.builder().name("cluster").port(6222).build()))
        .replicas(3)
        .podManagementPolicy(PodManagementPolicy.PARALLEL)
        .storage(List.of(StorageProps.builder().mountPath("/data").size(Size.gibibytes(10)).storageClass("gp3").build()))
        .security(SecurityProfile.restricted(SecurityProfileOptions.builder().user(1000).build()))
        .build();

    // Map.of would shuffle the variables with each run, and in a manifest their order shows.
    final Map<String, Object> env = new LinkedHashMap<>();
    env.put("LEDGER_PASSWORD", EnvValue.fromSecretValue(
        SecretValue.builder().secret(Secret.fromSecretName(chart, "ledger-password", "ledger")).key("password").build()));
    env.put("LOG_LEVEL", "info");
    env.put("REGION", EnvValue.fromValue("eu-west-1"));

    final InternalBackend orders = InternalBackend.Builder.create(chart, "orders")
        .image("ghcr.io/acme/orders:1.4.2")
        .ports(List.of(
            PortProps.builder().name("http").port(80).targetPort(8080).appProtocol("http").build(),
            PortProps.builder().name("grpc").port(9000).build()))
        .env(env)
        .resources(ContainerResources.builder()
            .cpu(CpuResources.builder().request(Cpu.millis(250)).build())
            .memory(MemoryResources.builder().request(Size.mebibytes(256)).limit(Size.mebibytes(256)).build())
            .build())
        .health(HealthCheck.http("/healthz", HttpHealthCheckOptions.builder()
            .port(8080).period(Duration.seconds(5)).headers(Map.of("X-Check", "ready")).build()))
        .liveness(HealthCheck.tcp(PortHealthCheckOptions.builder().failureThreshold(9).build()))
        .scaling(Scaling.cpu(UtilizationScalingOptions.builder().min(2).max(10).target(60).scaleDownAfter(Duration.minutes(10)).build()))
        .security(SecurityProfile.restricted(SecurityProfileOptions.builder()
            .user(10001).group(10001).writablePaths(List.of("/var/cache/orders")).build()))
        .allowFrom(AllowFrom.anyOf(
            AllowFrom.connected(),
            AllowFrom.pods(Map.of("app", "prober"), AllowFromPodsOptions.builder().namespace("monitoring").build())))
        .metrics(MetricsProps.builder().port(9090).allowFrom(AllowFrom.namespaces("monitoring")).build())
        .connectsTo(List.of(queue, ledger))
        .podLabels(Map.of("team", "orders"))
        .build();
    orders.canary(CanaryProps.builder().image("ghcr.io/acme/orders:1.5.0").env(Map.of("LOG_LEVEL", "debug")).build());
    final Service sticky = orders.addService("orders-sticky", AdditionalServiceProps.builder()
        .port(80).targetPort(8080).allowFrom(AllowFrom.namespace()).build());
    Rules.acknowledge(orders, "grpc-needs-balancing", "clients keep one connection each, and there are many",
        AcknowledgeOptions.builder().expires("2999-12-31").build());

    final GatewayReference gateway = GatewayReference.builder().name("public").namespace("infra").sectionName("https").build();
    PublicHttpApp.Builder.create(chart, "web")
        .image("ghcr.io/acme/web:2.0.1")
        .port(80)
        .targetPort(3000)
        .health(HealthCheck.http("/"))
        .routes(List.of(
            Route.gateway(GatewayRouteOptions.builder()
                .gateway(gateway)
                .hostnames(List.of("shop.example.com"))
                .httpsRedirect(HttpsRedirectOptions.builder().sectionName("http").build())
                .build()),
            Route.ingress(IngressRouteOptions.builder()
                .host("old.example.com").path("/shop").pathType(PathType.EXACT).className("nginx").tlsSecret("old-tls").name("web-old")
                .build())))
        .sessionAffinity(SessionAffinity.CLIENT_IP)
        .sessionAffinityTimeout(Duration.hours(1))
        .trafficDistribution(TrafficDistribution.PREFER_CLOSE)
        .connectsTo(List.of(orders.port("http")))
        .drain(Duration.seconds(15))
        .build();

    final PublicLoadBalancedApp edge = PublicLoadBalancedApp.Builder.create(chart, "edge")
        .image("ghcr.io/acme/edge:0.9.0")
        .port(443)
        .targetPort(8443)
        .sourceRanges(List.of("203.0.113.0/24"))
        .loadBalancer(LoadBalancerSettings.builder().idleTimeout(Duration.minutes(2)).crossZone(true).build())
        .nodeSelector(Map.of("kubernetes.io/arch", "arm64"))
        .replicas(3)
        .build();
    edge.addService("edge-inside", AdditionalServiceProps.builder().type(ServiceType.CLUSTER_IP).build());

    final Worker mailer = Worker.Builder.create(chart, "mailer")
        .image("ghcr.io/acme/mailer:3.1.0")
        .egress(Egress.DECLARED)
        .connectsTo(List.of(queue.pod(0)))
        .build();
    mailer.connectTo(orders.port("grpc"), ConnectionOptions.builder()
        .variables(ConnectionVariableNames.builder().address("ORDERS_TARGET").build())
        .build());

    // Whatever cdk8s can say of an object, a patch of the author's says last.
    ApiObject.of(orders.getDeployment()).addJsonPatch(
        JsonPatch.replace("/spec/revisionHistoryLimit", 3),
        JsonPatch.add("/metadata/annotations", Map.of("example.com/owner", "orders", "example.com/on-call", "true")));
    ApiObject.of(sticky).addJsonPatch(JsonPatch.add("/spec/sessionAffinity", "ClientIP"));

    final Chart development = new Chart(app, "development", ChartProps.builder().namespace("shop").build());
    ClusterTarget.Builder.create()
        .cluster("kind").environment(Environment.DEVELOPMENT).provider(Provider.kind()).nodePortRange("31000-31999")
        .build()
        .applyTo(development);
    DevNodePortApp.Builder.create(development, "web")
        .image("ghcr.io/acme/web:2.0.1")
        .ports(List.of(
            NodePortProps.builder().name("http").port(80).targetPort(3000).nodePort(31080).build(),
            NodePortProps.builder().name("debug").port(9229).build()))
        .build();

    app.synth();
    final ConnectablePort grpc = orders.port("grpc");
    final ClusterTarget target = ClusterTarget.of(development);
    final List<String> lines = new ArrayList<>();
    lines.add("hosts " + String.join(" ", queue.getPodHosts()));
    lines.add("pod " + queue.pod(2).getName());
    lines.add("port " + grpc.getName() + " " + grpc.getPort());
    lines.add("budget " + (orders.getBudget() == null ? "none" : orders.getBudget().getName()));
    lines.add("cluster " + target.getCluster() + " " + target.getNodePortRange());
    lines.add(app.getLinkReport());
    return lines;
  }

  public static void main(final String[] args) {
    for (final String line : shop(args.length > 0 ? args[0] : "dist")) System.out.println(line);
  }

  private Shop() {}
}
