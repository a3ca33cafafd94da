# The two mistakes of broken.ts in Python.
import sys

from cdk8s import ApiObject, Chart, JsonPatch
from cdk8s_service_patterns import InternalBackend, LinkedApp


def broken(outdir: str) -> None:
    """Prints the first error, and raises the second."""
    app = LinkedApp(outdir=outdir)
    chart = Chart(app, "shop", namespace="shop")

    try:
        InternalBackend(chart, "refused", image="ghcr.io/acme/orders:1.4.2", port=70000)
    except RuntimeError as error:
        print(error)

    orders = InternalBackend(chart, "orders", image="ghcr.io/acme/orders:1.4.2", port=80, target_port=8080)
    ApiObject.of(orders.service).add_json_patch(JsonPatch.replace("/spec/ports/0/targetPort", "web"))
    ApiObject.of(orders.deployment).add_json_patch(JsonPatch.replace("/spec/template/spec/containers/0/image", "ghcr.io/acme/orders:latest"))
    app.synth()


if __name__ == "__main__":
    broken(sys.argv[1] if len(sys.argv) > 1 else "dist")
