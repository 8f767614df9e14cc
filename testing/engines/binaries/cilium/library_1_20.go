//go:build !cilium_1_18

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
	"github.com/cilium/cilium/pkg/policy/types"
	putils "github.com/cilium/cilium/pkg/policy/utils"
	testidentity "github.com/cilium/cilium/pkg/testutils/identity"
	testpolicy "github.com/cilium/cilium/pkg/testutils/policy"
	"github.com/cilium/cilium/pkg/u8proto"
)

// library is Cilium's policy library as of 1.20 (go.mod).
type library struct {
	logger     *slog.Logger
	repository *policy.Repository
	manager    identitymanager.IDManager
}

func newLibrary(logger *slog.Logger, identities map[string]*identity.Identity) *library {
	known := identity.IdentityMap{}
	for _, each := range identities {
		known[each.ID] = each.LabelArray
	}
	l := &library{logger: logger, manager: identitymanager.NewIDManager(logger)}
	l.repository = policy.NewPolicyRepository(logger, known, nil, nil, l.manager, testpolicy.NewPolicyMetricsNoop())
	l.repository.GetSelectorCache().SetLocalIdentityNotifier(testidentity.NewDummyIdentityNotifier())
	l.manager.Subscribe(testpolicy.SelectorCacheObserver{Cache: l.repository.GetSubjectSelectorCache()})
	for _, each := range identities {
		l.manager.Add(each)
	}
	return l
}

func (l *library) addNetworkPolicy(read *slim_networkingv1.NetworkPolicy, resource string) error {
	entries, err := k8s.ParseNetworkPolicy(l.logger, cluster, read)
	if err == nil {
		l.repository.ReplaceByResource(entries, ipcachetypes.ResourceID(resource))
	}
	return err
}

func (l *library) addCiliumPolicy(read *v2.CiliumNetworkPolicy, resource string) error {
	rules, err := read.Parse(l.logger, cluster)
	if err == nil {
		l.repository.ReplaceByResource(putils.RulesToPolicyEntries(rules), ipcachetypes.ResourceID(resource))
	}
	return err
}

// lookup says whether a TCP connection may leave the source, and whether it may enter the destination.
func (l *library) lookup(from, to *identity.Identity, port uint16, named map[string]uint16) (egress, ingress bool, err error) {
	verdict, _, _, err := policy.LookupFlow(l.logger, l.repository, l.manager, types.Flow{
		From: from, To: to, Proto: u8proto.TCP, Dport: port, NamedPortsTCP: named})
	return verdict.Egress == types.DecisionAllowed, verdict.Ingress == types.DecisionAllowed, err
}
