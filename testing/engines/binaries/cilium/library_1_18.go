//go:build cilium_1_18

package main

import (
	"log/slog"

	"github.com/cilium/cilium/pkg/identity"
	"github.com/cilium/cilium/pkg/identity/identitymanager"
	ipcachetypes "github.com/cilium/cilium/pkg/ipcache/types"
	"github.com/cilium/cilium/pkg/k8s"
	v2 "github.com/cilium/cilium/pkg/k8s/apis/cilium.io/v2"
	slim_networkingv1 "github.com/cilium/cilium/pkg/k8s/slim/k8s/api/networking/v1"
	"github.com/cilium/cilium/pkg/policy"
	"github.com/cilium/cilium/pkg/spanstat"
	testidentity "github.com/cilium/cilium/pkg/testutils/identity"
	testpolicy "github.com/cilium/cilium/pkg/testutils/policy"
	"github.com/cilium/cilium/pkg/u8proto"
)

// library is Cilium's policy library as of 1.18 (go-1.18.mod).
type library struct {
	logger     *slog.Logger
	repository *policy.Repository
}

func newLibrary(logger *slog.Logger, identities map[string]*identity.Identity) *library {
	known := identity.IdentityMap{}
	for _, each := range identities {
		known[each.ID] = each.LabelArray
	}
	manager := identitymanager.NewIDManager(logger)
	repository := policy.NewPolicyRepository(logger, known, nil, nil, manager, testpolicy.NewPolicyMetricsNoop())
	repository.GetSelectorCache().SetLocalIdentityNotifier(testidentity.NewDummyIdentityNotifier())
	for _, each := range identities {
		manager.Add(each)
	}
	return &library{logger, repository}
}

func (l *library) addNetworkPolicy(read *slim_networkingv1.NetworkPolicy, resource string) error {
	rules, err := k8s.ParseNetworkPolicy(l.logger, cluster, read)
	if err == nil {
		l.repository.ReplaceByResource(rules, ipcachetypes.ResourceID(resource))
	}
	return err
}

func (l *library) addCiliumPolicy(read *v2.CiliumNetworkPolicy, resource string) error {
	rules, err := read.Parse(l.logger, cluster)
	if err == nil {
		l.repository.ReplaceByResource(rules, ipcachetypes.ResourceID(resource))
	}
	return err
}

// lookup says whether a TCP connection may leave the source, and whether it may enter the destination. The LookupFlow
// of 1.18 answers both with one word, so its two halves are here.
func (l *library) lookup(from, to *identity.Identity, port uint16, named map[string]uint16) (egress, ingress bool, err error) {
	key := policy.EgressKey().WithIdentity(to.ID).WithPortProto(u8proto.TCP, port)
	if egress, err = l.allows(from, key, named); err != nil {
		return false, false, err
	}
	key = policy.IngressKey().WithIdentity(from.ID).WithPortProto(u8proto.TCP, port)
	ingress, err = l.allows(to, key, named)
	return egress, ingress, err
}

func (l *library) allows(subject *identity.Identity, key policy.Key, named map[string]uint16) (bool, error) {
	selected, _, err := l.repository.GetSelectorPolicy(subject, 0, &statistics{}, uint64(subject.ID))
	if err != nil {
		return false, err
	}
	distilled := selected.DistillPolicy(l.logger, owner{&policy.EndpointInfo{ID: uint64(subject.ID)}, named}, nil)
	distilled.Ready()
	distilled.Detach(l.logger)
	entry, _, _ := distilled.Lookup(key)
	return !entry.IsDeny(), nil
}

// owner resolves a named port at the destination, in both directions.
type owner struct {
	*policy.EndpointInfo
	named map[string]uint16
}

func (o owner) GetNamedPort(_ bool, name string, proto u8proto.U8proto) uint16 {
	if proto == u8proto.TCP {
		return o.named[name]
	}
	return 0
}

type statistics struct{ waiting, calculation spanstat.SpanStat }

func (s *statistics) WaitingForPolicyRepository() *spanstat.SpanStat { return &s.waiting }
func (s *statistics) SelectorPolicyCalculation() *spanstat.SpanStat  { return &s.calculation }
