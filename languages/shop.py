# The shop of shop.ts in Python, line for line. `npm run languages` holds their bytes against each other.
import sys

from cdk8s import ApiObject, Chart, Duration, JsonPatch, Size
from cdk8s_plus_28 import (
    ContainerResources, Cpu, CpuResources, EnvValue, MemoryResources, PodManagementPolicy, Secret, SecretValue, ServiceType,
)
from cdk8s_service_patterns import (
    AllowFrom, ClusterTarget, ConnectionVariableNames, DevNodePortApp, Egress, Environment, ExternalBackend, ExternalObjects, ExternalPortProps,
    GatewayReference, HealthCheck, HttpsRedirectOptions, InternalBackend, LinkedApp, LoadBalancerSettings, MetricsProps, NodePortProps, PathType,
    PeerPortProps, PortProps, Provider, PublicHttpApp, PublicLoadBalancedApp, Route, Rules, Scaling, SecurityProfile, SessionAffinity, StatefulBackend,
    StorageProps, TrafficDistribution, Worker,
)


def shop(outdir: str) -> list[str]:
    """Synthesizes the shop into a folder. What it returns was read back from constructs, a line each."""
    app = LinkedApp(outdir=outdir, kubernetes_version="1.33", environment=Environment.PRODUCTION, provider=Provider.eks(), print_links=False)
    chart = Chart(app, "shop", namespace="shop")
    ExternalObjects.declare(chart, "secret/shop/ledger")

    ledger = ExternalBackend(
        chart, "ledger",
        host="ledger.example.com",
        ports=[ExternalPortProps(name="postgresql", port=5432)],
        egress_to=["10.20.0.0/24", "10.20.1.0/24"],
    )

    queue = StatefulBackend(
        chart, "queue",
        image="docker.io/library/nats:2.12.1-alpine",
        args=["-js", "-sd", "/data"],
        ports=[PortProps(name="nats", port=4222)],
        peer_ports=[PeerPortProps(name="cluster", port=6222)],
        replicas=3,
        pod_management_policy=PodManagementPolicy.PARALLEL,
        storage=[StorageProps(mount_path="/data", size=Size.gibibytes(10), storage_class="gp3")],
        security=SecurityProfile.restricted(user=1000),
    )

    orders = InternalBackend(
        chart, "orders",
        image="ghcr.io/acme/orders:1.4.2",
        ports=[
            PortProps(name="http", port=80, target_port=8080, app_protocol="http"),
            PortProps(name="grpc", port=9000),
        ],
        env={
            "LEDGER_PASSWORD": EnvValue.from_secret_value(
                SecretValue(secret=Secret.from_secret_name(chart, "ledger-password", "ledger"), key="password")
            ),
            "LOG_LEVEL": "info",
            "REGION": EnvValue.from_value("eu-west-1"),
        },
        resources=ContainerResources(
            cpu=CpuResources(request=Cpu.millis(250)),
            memory=MemoryResources(request=Size.mebibytes(256), limit=Size.mebibytes(256)),
        ),
        health=HealthCheck.http("/healthz", port=8080, period=Duration.seconds(5), headers={"X-Check": "ready"}),
        liveness=HealthCheck.tcp(failure_threshold=9),
        scaling=Scaling.cpu(min=2, max=10, target=60, scale_down_after=Duration.minutes(10)),
        security=SecurityProfile.restricted(user=10001, group=10001, writable_paths=["/var/cache/orders"]),
        allow_from=AllowFrom.any_of(AllowFrom.connected(), AllowFrom.pods({"app": "prober"}, namespace="monitoring")),
        metrics=MetricsProps(port=9090, allow_from=AllowFrom.namespaces("monitoring")),
        connects_to=[queue, ledger],
        pod_labels={"team": "orders"},
    )
    orders.canary(image="ghcr.io/acme/orders:1.5.0", env={"LOG_LEVEL": "debug"})
    sticky = orders.add_service("orders-sticky", port=80, target_port=8080, allow_from=AllowFrom.namespace())
    Rules.acknowledge(orders, "grpc-needs-balancing", "clients keep one connection each, and there are many", expires="2999-12-31")

    gateway = GatewayReference(name="public", namespace="infra", section_name="https")
    PublicHttpApp(
        chart, "web",
        image="ghcr.io/acme/web:2.0.1",
        port=80,
        target_port=3000,
        health=HealthCheck.http("/"),
        routes=[
            Route.gateway(gateway=gateway, hostnames=["shop.example.com"], https_redirect=HttpsRedirectOptions(section_name="http")),
            Route.ingress(
                host="old.example.com", path="/shop", path_type=PathType.EXACT, class_name="nginx", tls_secret="old-tls", name="web-old"
            ),
        ],
        session_affinity=SessionAffinity.CLIENT_IP,
        session_affinity_timeout=Duration.hours(1),
        traffic_distribution=TrafficDistribution.PREFER_CLOSE,
        connects_to=[orders.port("http")],
        drain=Duration.seconds(15),
    )

    edge = PublicLoadBalancedApp(
        chart, "edge",
        image="ghcr.io/acme/edge:0.9.0",
        port=443,
        target_port=8443,
        source_ranges=["203.0.113.0/24"],
        load_balancer=LoadBalancerSettings(idle_timeout=Duration.minutes(2), cross_zone=True),
        node_selector={"kubernetes.io/arch": "arm64"},
        replicas=3,
    )
    edge.add_service("edge-inside", type=ServiceType.CLUSTER_IP)

    mailer = Worker(
        chart, "mailer",
        image="ghcr.io/acme/mailer:3.1.0",
        egress=Egress.DECLARED,
        connects_to=[queue.pod(0)],
    )
    mailer.connect_to(orders.port("grpc"), variables=ConnectionVariableNames(address="ORDERS_TARGET"))

    # Whatever cdk8s can say of an object, a patch of the author's says last.
    ApiObject.of(orders.deployment).add_json_patch(
        JsonPatch.replace("/spec/revisionHistoryLimit", 3),
        JsonPatch.add("/metadata/annotations", {"example.com/owner": "orders", "example.com/on-call": "true"}),
    )
    ApiObject.of(sticky).add_json_patch(JsonPatch.add("/spec/sessionAffinity", "ClientIP"))

    development = Chart(app, "development", namespace="shop")
    ClusterTarget(
        cluster="kind", environment=Environment.DEVELOPMENT, provider=Provider.kind(), node_port_range="31000-31999"
    ).apply_to(development)
    DevNodePortApp(
        development, "web",
        image="ghcr.io/acme/web:2.0.1",
        ports=[NodePortProps(name="http", port=80, target_port=3000, node_port=31080), NodePortProps(name="debug", port=9229)],
    )

    app.synth()
    return [
        f"hosts {' '.join(queue.pod_hosts)}",
        f"pod {queue.pod(2).name}",
        f"port {orders.port('grpc').name} {orders.port('grpc').port:.0f}",
        f"budget {orders.budget.name if orders.budget else 'none'}",
        f"cluster {ClusterTarget.of(development).cluster} {ClusterTarget.of(development).node_port_range}",
        app.link_report,
    ]


if __name__ == "__main__":
    for line in shop(sys.argv[1] if len(sys.argv) > 1 else "dist"):
        print(line)
