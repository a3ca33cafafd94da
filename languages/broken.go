// The two mistakes of broken.ts in Go.
package main

import (
	"fmt"
	"os"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"

	patterns "github.com/cdk8s-service-patterns/cdk8s-service-patterns-go/cdk8sservicepatterns"
)

// broken prints the first error, and panics with the second.
func broken(outdir string) {
	app := patterns.NewLinkedApp(&patterns.LinkedAppProps{Outdir: jsii.String(outdir)})
	chart := cdk8s.NewChart(app, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})

	func() {
		defer func() {
			if refusal := recover(); refusal != nil {
				fmt.Println(refusal)
			}
		}()
		patterns.NewInternalBackend(chart, jsii.String("refused"), &patterns.InternalBackendProps{
			Image: jsii.String("ghcr.io/acme/orders:1.4.2"), Port: jsii.Number(70000),
		})
	}()

	orders := patterns.NewInternalBackend(chart, jsii.String("orders"), &patterns.InternalBackendProps{
		Image: jsii.String("ghcr.io/acme/orders:1.4.2"), Port: jsii.Number(80), TargetPort: 8080,
	})
	cdk8s.ApiObject_Of(orders.Service()).AddJsonPatch(cdk8s.JsonPatch_Replace(jsii.String("/spec/ports/0/targetPort"), "web"))
	cdk8s.ApiObject_Of(orders.Deployment()).AddJsonPatch(
		cdk8s.JsonPatch_Replace(jsii.String("/spec/template/spec/containers/0/image"), "ghcr.io/acme/orders:latest"),
	)
	app.Synth()
}

func main() {
	defer jsii.Close()
	outdir := "dist"
	if len(os.Args) > 1 {
		outdir = os.Args[1]
	}
	broken(outdir)
}
