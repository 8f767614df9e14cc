package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"

	"github.com/cilium/cilium/pkg/identity"
	v2 "github.com/cilium/cilium/pkg/k8s/apis/cilium.io/v2"
	slim_networkingv1 "github.com/cilium/cilium/pkg/k8s/slim/k8s/api/networking/v1"
	k8sUtils "github.com/cilium/cilium/pkg/k8s/utils"
	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/labelsfilter"
	"github.com/cilium/cilium/pkg/option"
)

const (
	cluster     = "default"
	firstPod    = identity.NumericIdentity(1000)
	nodeAddress = "10.224.0.4"
	// LocalDNS listens on the node.
	localDNS = "169.254.10.10"
)

type namespace struct {
	name   string
	labels map[string]string
}

func (n namespace) GetName() string              { return n.name }
func (n namespace) GetLabels() map[string]string { return n.labels }

// decision is one repository with everything in it.
type decision struct {
	library    *library
	identities map[string]*identity.Identity
	ports      map[string]map[string]uint16
	rejected   []string
}

func decide(logger *slog.Logger, asked request) (answer, error) {
	option.Config.EnableIPv4 = true
	if err := labelsfilter.ParseLabelPrefixCfg(logger, nil, nil, ""); err != nil {
		return answer{}, err
	}
	d := &decision{identities: map[string]*identity.Identity{}, ports: map[string]map[string]uint16{}}
	if err := d.identify(asked); err != nil {
		return answer{}, err
	}
	d.library = newLibrary(logger, d.identities)
	d.policies(asked)
	reply := answer{Rejected: d.rejected}
	for _, each := range asked.Flows {
		reached, err := d.reached(each)
		if err != nil {
			return answer{}, fmt.Errorf("%s to %s: %w", each.From, each.To, err)
		}
		reply.Reached = append(reply.Reached, reached)
	}
	return reply, nil
}

// identify gives every address an identity: pods by their labels, the node, and everything else by its own block. The
// agent would use the longest block of a policy that holds the address, of which the same selectors are true.
func (d *decision) identify(asked request) error {
	namespaces := map[string]namespace{}
	for _, each := range asked.Namespaces {
		namespaces[each.Name] = namespace{each.Name, each.Labels}
	}
	host := labels.Labels{labels.IDNameHost: labels.NewLabel(labels.IDNameHost, "", labels.LabelSourceReserved)}
	for _, address := range append([]string{nodeAddress, localDNS}, asked.NodeAddresses...) {
		d.identities[address] = identity.NewIdentity(identity.ReservedIdentityHost, host)
	}
	next := firstPod
	for _, pod := range asked.Pods {
		sanitized := k8sUtils.SanitizePodLabels(pod.Labels, namespaces[pod.Namespace], pod.ServiceAccount, cluster)
		own, _ := labelsfilter.Filter(labels.Map2Labels(sanitized, labels.LabelSourceK8s))
		d.identities[pod.IP] = identity.NewIdentity(next, own)
		d.ports[pod.IP] = pod.NamedPorts
		next++
	}
	local := identity.IdentityScopeLocal + 1
	for _, each := range asked.Flows {
		if _, there := d.identities[each.To]; there {
			continue
		}
		address, err := netip.ParseAddr(each.To)
		if err != nil {
			return err
		}
		d.identities[each.To] = identity.NewIdentity(local, labels.GetCIDRLabels(netip.PrefixFrom(address, address.BitLen())))
		local++
	}
	return nil
}

func (d *decision) policies(asked request) {
	for index, raw := range asked.NetworkPolicies {
		read := &slim_networkingv1.NetworkPolicy{}
		err := json.Unmarshal(raw, read)
		if err == nil {
			err = d.library.addNetworkPolicy(read, fmt.Sprintf("np-%d", index))
		}
		d.reject(read.Namespace+"/"+read.Name, err)
	}
	for index, raw := range asked.CiliumPolicies {
		// A cluster-wide policy is one without a namespace.
		read := &v2.CiliumNetworkPolicy{}
		err := json.Unmarshal(raw, read)
		if err == nil {
			err = d.library.addCiliumPolicy(read, fmt.Sprintf("cnp-%d", index))
		}
		d.reject(read.Namespace+"/"+read.Name, err)
	}
}

func (d *decision) reject(name string, err error) {
	if err != nil {
		d.rejected = append(d.rejected, name+": "+err.Error())
	}
}

func (d *decision) reached(asked flow) (bool, error) {
	from, there := d.identities[asked.From]
	if !there {
		return false, fmt.Errorf("no pod")
	}
	to := d.identities[asked.To]
	egress, ingress, err := d.library.lookup(from, to, asked.Port, d.ports[asked.To])
	if err != nil {
		return false, err
	}
	// What is not a pod of this node has no ingress policy.
	return egress && (ingress || to.ID < firstPod || to.ID.HasLocalScope()), nil
}
