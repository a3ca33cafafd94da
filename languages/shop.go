// The shop of shop.ts in Go, line for line. `npm run languages` holds their bytes against each other.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"

	patterns "github.com/cdk8s-service-patterns/cdk8s-service-patterns-go/cdk8sservicepatterns"
)

// shop synthesizes the shop into a folder. What it returns was read back from constructs, a line each.
func shop(outdir string) []string {
	app := patterns.NewLinkedApp(&patterns.LinkedAppProps{
		Outdir:            jsii.String(outdir),
		KubernetesVersion: jsii.String("1.33"),
		Environment:       patterns.Environment_PRODUCTION,
		Provider:          patterns.Provider_Eks(),
		PrintLinks:        jsii.Bool(false),
	})
	chart := cdk8s.NewChart(app, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	patterns.ExternalObjects_Declare(chart, jsii.String("secret/shop/ledger"))

	ledger := patterns.NewExternalBackend(chart, jsii.String("ledger"), &patterns.ExternalBackendProps{
		Host:     jsii.String("ledger.example.com"),
		Ports:    &[]*patterns.ExternalPortProps{{Name: jsii.String("postgresql"), Port: jsii.Number(5432)}},
		EgressTo: jsii.Strings("10.20.0.0/24", "10.20.1.0/24"),
	})

	queue := patterns.NewStatefulBackend(chart, jsii.String("queue"), &patterns.StatefulBackendProps{
		Image:               jsii.String("docker.io/library/nats:2.12.1-alpine"),
		Args:                jsii.Strings("-js", "-sd", "/data"),
		Ports:               &[]*patterns.PortProps{{Name: jsii.String("nats"), Port: jsii.Number(4222)}},
		PeerPorts:           &[]*patterns.PeerPortProps{{Name: jsii.String("cluster"), Port: jsii.Number(6222)}},
		Replicas:            jsii.Number(3),
		PodManagementPolicy: cdk8splus28.PodManagementPolicy_PARALLEL,
		Storage: &[]*patterns.StorageProps{
			{MountPath: jsii.String("/data"), Size: cdk8s.Size_Gibibytes(jsii.Number(10)), StorageClass: jsii.String("gp3")},
		},
		Security: patterns.SecurityProfile_Restricted(&patterns.SecurityProfileOptions{User: jsii.Number(1000)}),
	})

	orders := patterns.NewInternalBackend(chart, jsii.String("orders"), &patterns.InternalBackendProps{
		Image: jsii.String("ghcr.io/acme/orders:1.4.2"),
		Ports: &[]*patterns.PortProps{
			{Name: jsii.String("http"), Port: jsii.Number(80), TargetPort: 8080, AppProtocol: jsii.String("http")},
			{Name: jsii.String("grpc"), Port: jsii.Number(9000)},
		},
		Env: &map[string]interface{}{
			"LEDGER_PASSWORD": cdk8splus28.EnvValue_FromSecretValue(&cdk8splus28.SecretValue{
				Secret: cdk8splus28.Secret_FromSecretName(chart, jsii.String("ledger-password"), jsii.String("ledger")),
				Key:    jsii.String("password"),
			}, nil),
			"LOG_LEVEL": "info",
			"REGION":    cdk8splus28.EnvValue_FromValue(jsii.String("eu-west-1")),
		},
		Resources: &cdk8splus28.ContainerResources{
			Cpu:    &cdk8splus28.CpuResources{Request: cdk8splus28.Cpu_Millis(jsii.Number(250))},
			Memory: &cdk8splus28.MemoryResources{Request: cdk8s.Size_Mebibytes(jsii.Number(256)), Limit: cdk8s.Size_Mebibytes(jsii.Number(256))},
		},
		Health: patterns.HealthCheck_Http(jsii.String("/healthz"), &patterns.HttpHealthCheckOptions{
			Port:    jsii.Number(8080),
			Period:  cdk8s.Duration_Seconds(jsii.Number(5)),
			Headers: &map[string]*string{"X-Check": jsii.String("ready")},
		}),
		Liveness: patterns.HealthCheck_Tcp(&patterns.PortHealthCheckOptions{FailureThreshold: jsii.Number(9)}),
		Scaling: patterns.Scaling_Cpu(&patterns.UtilizationScalingOptions{
			Min: jsii.Number(2), Max: jsii.Number(10), Target: jsii.Number(60), ScaleDownAfter: cdk8s.Duration_Minutes(jsii.Number(10)),
		}),
		Security: patterns.SecurityProfile_Restricted(&patterns.SecurityProfileOptions{
			User: jsii.Number(10001), Group: jsii.Number(10001), WritablePaths: jsii.Strings("/var/cache/orders"),
		}),
		AllowFrom: patterns.AllowFrom_AnyOf(
			patterns.AllowFrom_Connected(),
			patterns.AllowFrom_Pods(
				&map[string]*string{"app": jsii.String("prober")},
				&patterns.AllowFromPodsOptions{Namespace: jsii.String("monitoring")},
			),
		),
		Metrics:    &patterns.MetricsProps{Port: jsii.Number(9090), AllowFrom: patterns.AllowFrom_Namespaces(jsii.String("monitoring"))},
		ConnectsTo: &[]patterns.IConnectable{queue, ledger},
		PodLabels:  &map[string]*string{"team": jsii.String("orders")},
	})
	orders.Canary(&patterns.CanaryProps{
		Image: jsii.String("ghcr.io/acme/orders:1.5.0"),
		Env:   &map[string]interface{}{"LOG_LEVEL": "debug"},
	})
	sticky := orders.AddService(jsii.String("orders-sticky"), &patterns.AdditionalServiceProps{
		Port: jsii.Number(80), TargetPort: 8080, AllowFrom: patterns.AllowFrom_Namespace(),
	})
	patterns.Rules_Acknowledge(
		orders, jsii.String("grpc-needs-balancing"), jsii.String("clients keep one connection each, and there are many"),
		&patterns.AcknowledgeOptions{Expires: jsii.String("2999-12-31")},
	)

	gateway := &patterns.GatewayReference{Name: jsii.String("public"), Namespace: jsii.String("infra"), SectionName: jsii.String("https")}
	patterns.NewPublicHttpApp(chart, jsii.String("web"), &patterns.PublicHttpAppProps{
		Image:      jsii.String("ghcr.io/acme/web:2.0.1"),
		Port:       jsii.Number(80),
		TargetPort: 3000,
		Health:     patterns.HealthCheck_Http(jsii.String("/"), nil),
		Routes: &[]patterns.Route{
			patterns.Route_Gateway(&patterns.GatewayRouteOptions{
				Gateway:       gateway,
				Hostnames:     jsii.Strings("shop.example.com"),
				HttpsRedirect: &patterns.HttpsRedirectOptions{SectionName: jsii.String("http")},
			}),
			patterns.Route_Ingress(&patterns.IngressRouteOptions{
				Host: jsii.String("old.example.com"), Path: jsii.String("/shop"), PathType: patterns.PathType_EXACT,
				ClassName: jsii.String("nginx"), TlsSecret: jsii.String("old-tls"), Name: jsii.String("web-old"),
			}),
		},
		SessionAffinity:        patterns.SessionAffinity_CLIENT_IP,
		SessionAffinityTimeout: cdk8s.Duration_Hours(jsii.Number(1)),
		TrafficDistribution:    patterns.TrafficDistribution_PREFER_CLOSE,
		ConnectsTo:             &[]patterns.IConnectable{orders.Port(jsii.String("http"))},
		Drain:                  cdk8s.Duration_Seconds(jsii.Number(15)),
	})

	edge := patterns.NewPublicLoadBalancedApp(chart, jsii.String("edge"), &patterns.PublicLoadBalancedAppProps{
		Image:        jsii.String("ghcr.io/acme/edge:0.9.0"),
		Port:         jsii.Number(443),
		TargetPort:   8443,
		SourceRanges: jsii.Strings("203.0.113.0/24"),
		LoadBalancer: &patterns.LoadBalancerSettings{IdleTimeout: cdk8s.Duration_Minutes(jsii.Number(2)), CrossZone: jsii.Bool(true)},
		NodeSelector: &map[string]*string{"kubernetes.io/arch": jsii.String("arm64")},
		Replicas:     jsii.Number(3),
	})
	edge.AddService(jsii.String("edge-inside"), &patterns.AdditionalServiceProps{Type: cdk8splus28.ServiceType_CLUSTER_IP})

	mailer := patterns.NewWorker(chart, jsii.String("mailer"), &patterns.WorkerProps{
		Image:      jsii.String("ghcr.io/acme/mailer:3.1.0"),
		Egress:     patterns.Egress_DECLARED,
		ConnectsTo: &[]patterns.IConnectable{queue.Pod(jsii.Number(0))},
	})
	mailer.ConnectTo(orders.Port(jsii.String("grpc")), &patterns.ConnectionOptions{
		Variables: &patterns.ConnectionVariableNames{Address: jsii.String("ORDERS_TARGET")},
	})

	// Whatever cdk8s can say of an object, a patch of the author's says last.
	cdk8s.ApiObject_Of(orders.Deployment()).AddJsonPatch(
		cdk8s.JsonPatch_Replace(jsii.String("/spec/revisionHistoryLimit"), 3),
		cdk8s.JsonPatch_Add(jsii.String("/metadata/annotations"), map[string]string{"example.com/owner": "orders", "example.com/on-call": "true"}),
	)
	cdk8s.ApiObject_Of(sticky).AddJsonPatch(cdk8s.JsonPatch_Add(jsii.String("/spec/sessionAffinity"), "ClientIP"))

	development := cdk8s.NewChart(app, jsii.String("development"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	patterns.NewClusterTarget(&patterns.ClusterTargetProps{
		Cluster: jsii.String("kind"), Environment: patterns.Environment_DEVELOPMENT, Provider: patterns.Provider_Kind(),
		NodePortRange: jsii.String("31000-31999"),
	}).ApplyTo(development)
	patterns.NewDevNodePortApp(development, jsii.String("web"), &patterns.DevNodePortAppProps{
		Image: jsii.String("ghcr.io/acme/web:2.0.1"),
		Ports: &[]*patterns.NodePortProps{
			{Name: jsii.String("http"), Port: jsii.Number(80), TargetPort: 3000, NodePort: jsii.Number(31080)},
			{Name: jsii.String("debug"), Port: jsii.Number(9229)},
		},
	})

	app.Synth()
	budget := "none"
	if orders.Budget() != nil {
		budget = *orders.Budget().Name()
	}
	hosts := make([]string, 0)
	for _, host := range *queue.PodHosts() {
		hosts = append(hosts, *host)
	}
	grpc := orders.Port(jsii.String("grpc"))
	target := patterns.ClusterTarget_Of(development)
	return []string{
		"hosts " + strings.Join(hosts, " "),
		"pod " + *queue.Pod(jsii.Number(2)).Name(),
		fmt.Sprintf("port %s %.0f", *grpc.Name(), *grpc.Port()),
		"budget " + budget,
		fmt.Sprintf("cluster %s %s", *target.Cluster(), *target.NodePortRange()),
		*app.LinkReport(),
	}
}

func main() {
	defer jsii.Close()
	outdir := "dist"
	if len(os.Args) > 1 {
		outdir = os.Args[1]
	}
	for _, line := range shop(outdir) {
		fmt.Println(line)
	}
}
