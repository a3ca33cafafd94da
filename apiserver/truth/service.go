package main

import (
	"context"
	"net"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/storagebackend"
	"k8s.io/apiserver/pkg/storage/storagebackend/factory"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	servicestorage "k8s.io/kubernetes/pkg/registry/core/service/storage"
)

// createService goes through the real registry of Services, since it allocates
// between defaulting and validation; only what it would write to is left out. The
// cluster is dual-stack, IPv4 first, and empty: each Service is its first one.
func createService(ctx context.Context, service *core.Service) error {
	addresses := map[core.IPFamily]ipallocator.Interface{
		core.IPv4Protocol: addressesOf("10.96.0.0/16"),
		core.IPv6Protocol: addressesOf("fd00:10:96::/112"),
	}
	ports, err := portallocator.NewInMemory(utilnet.PortRange{Base: 30000, Size: 2768})
	must(err)
	registry, _, _, err := servicestorage.NewREST(generic.RESTOptions{
		StorageConfig:  &storagebackend.ConfigForResource{},
		Decorator:      writingNothing,
		ResourcePrefix: "services",
	}, core.IPv4Protocol, addresses, ports, nil, nil, nil)
	must(err)
	_, err = registry.Create(ctx, service, nil, &metav1.CreateOptions{})
	return err
}

func addressesOf(cidr string) ipallocator.Interface {
	_, network, err := net.ParseCIDR(cidr)
	must(err)
	addresses, err := ipallocator.NewInMemory(network)
	must(err)
	return addresses
}

type nowhere struct{ storage.Interface }

func (nowhere) Create(context.Context, string, runtime.Object, runtime.Object, uint64) error {
	return nil
}

func writingNothing(*storagebackend.ConfigForResource, string, func(runtime.Object) (string, error), func() runtime.Object, func() runtime.Object,
	storage.AttrFunc, storage.IndexerFuncs, *cache.Indexers) (storage.Interface, factory.DestroyFunc, error) {
	return nowhere{}, func() {}, nil
}
