package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

const (
	nodeAddress    = "10.224.0.4"
	outsideAddress = "10.224.0.1"
	localDNS       = "169.254.10.10"
	gateway        = "169.254.1.1"
	podNetwork     = "10.244.0.0/16"
	hostSideMAC    = "ee:ee:ee:ee:ee:ee"
)

var (
	// Where everything that is not on the node listens: the metadata service, WireServer (80, 32526), the internet.
	outsidePorts = []int{53, 80, 443, 8080, 32526}
	// On the node: LocalDNS (53) and what stands for the kubelet.
	nodePorts = []int{53, 80, 10250}
	podPorts  = []int{53, 80, 443, 8080}
)

// pod is one network namespace. Device is the name of the node's end of its link; engines find pods by it.
type pod struct {
	Key    string `json:"key"`
	IP     string `json:"ip"`
	Device string `json:"device"`
}

// place is a network namespace and what listens in it.
type place struct {
	handle    int
	device    string
	listeners []net.Listener
}

// network holds the places by key; the node's own has the empty key.
type network struct {
	places  map[string]*place
	watcher *watcher
}

func newNetwork() (*network, error) {
	node, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	return &network{places: map[string]*place{"": {handle: node}}}, nil
}

// start builds the node's links and the network outside, which answers for every address.
func (n *network) start() error {
	for name, value := range map[string]string{"ip_forward": "1", "conf/all/rp_filter": "0", "conf/default/rp_filter": "0"} {
		if err := sysctl(name, value); err != nil {
			return err
		}
	}
	outside, err := newPlace()
	if err != nil {
		return err
	}
	n.places["outside"] = outside
	if err := link("uplink", "", nil, outside.handle); err != nil {
		return err
	}
	if err := configureNode(); err != nil {
		return fmt.Errorf("node: %w", err)
	}
	if err := n.in("outside", configureOutside); err != nil {
		return fmt.Errorf("outside: %w", err)
	}
	if err := n.listen("", nodePorts); err != nil {
		return err
	}
	return n.listen("outside", outsidePorts)
}

func configureNode() error {
	if err := up("lo", localDNS+"/32"); err != nil {
		return err
	}
	if err := up("uplink", nodeAddress+"/24"); err != nil {
		return err
	}
	return route("uplink", netlink.Route{Dst: cidr("0.0.0.0/0"), Gw: net.ParseIP(outsideAddress)})
}

func configureOutside() error {
	if err := up("lo", ""); err != nil {
		return err
	}
	if err := up("eth0", outsideAddress+"/24"); err != nil {
		return err
	}
	if err := route("eth0", netlink.Route{Dst: cidr(podNetwork), Gw: net.ParseIP(nodeAddress)}); err != nil {
		return err
	}
	return route("lo", netlink.Route{
		Dst: cidr("0.0.0.0/0"), Type: unix.RTN_LOCAL, Scope: netlink.SCOPE_HOST, Table: unix.RT_TABLE_MAIN})
}

func (n *network) addPods(pods []pod) error {
	for _, each := range pods {
		if err := n.addPod(each); err != nil {
			return fmt.Errorf("pod %s: %w", each.Key, err)
		}
	}
	return nil
}

// addPod links a pod as Calico's CNI plugin does: a routed /32 behind a gateway that does not exist.
func (n *network) addPod(added pod) error {
	if _, there := n.places[added.Key]; there {
		return fmt.Errorf("is there already")
	}
	created, err := newPlace()
	if err != nil {
		return err
	}
	created.device = added.Device
	n.places[added.Key] = created
	podMAC := append(net.HardwareAddr{2, 0}, net.ParseIP(added.IP).To4()...)
	if err := link(added.Device, hostSideMAC, podMAC, created.handle); err != nil {
		return err
	}
	if err := sysctl("conf/"+added.Device+"/proxy_arp", "1"); err != nil {
		return err
	}
	if err := up(added.Device, ""); err != nil {
		return err
	}
	if err := n.in(added.Key, func() error { return configurePod(added.IP) }); err != nil {
		return err
	}
	if err := route(added.Device, netlink.Route{Dst: cidr(added.IP + "/32"), Scope: netlink.SCOPE_LINK}); err != nil {
		return err
	}
	if err := neighbor(added.Device, added.IP, podMAC); err != nil {
		return err
	}
	return n.listen(added.Key, podPorts)
}

func configurePod(ip string) error {
	if err := up("lo", ""); err != nil {
		return err
	}
	if err := up("eth0", ip+"/32"); err != nil {
		return err
	}
	mac, err := net.ParseMAC(hostSideMAC)
	if err != nil {
		return err
	}
	if err := neighbor("eth0", gateway, mac); err != nil {
		return err
	}
	if err := route("eth0", netlink.Route{Dst: cidr(gateway + "/32"), Scope: netlink.SCOPE_LINK}); err != nil {
		return err
	}
	return route("eth0", netlink.Route{Dst: cidr("0.0.0.0/0"), Gw: net.ParseIP(gateway)})
}

func (n *network) deletePods(keys []string) error {
	for _, key := range keys {
		gone, there := n.places[key]
		if !there {
			return fmt.Errorf("no pod %s", key)
		}
		for _, listener := range gone.listeners {
			listener.Close()
		}
		delete(n.places, key)
		device, err := netlink.LinkByName(gone.device)
		if err == nil {
			err = netlink.LinkDel(device)
		}
		unix.Close(gone.handle)
		if err != nil {
			return fmt.Errorf("pod %s: %w", key, err)
		}
	}
	return nil
}

// newPlace makes a network namespace that is held by a file descriptor alone.
func newPlace() (*place, error) {
	type made struct {
		handle int
		err    error
	}
	done := make(chan made)
	go func() {
		// The thread ends with this goroutine, since it is never unlocked.
		runtime.LockOSThread()
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			done <- made{err: err}
			return
		}
		handle, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
		done <- made{handle, err}
	}()
	result := <-done
	return &place{handle: result.handle}, result.err
}

// in runs an action in a thread of that place.
func (n *network) in(key string, action func() error) error {
	where, there := n.places[key]
	if !there {
		return fmt.Errorf("no pod %s", key)
	}
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		if err := unix.Setns(where.handle, unix.CLONE_NEWNET); err != nil {
			done <- err
			return
		}
		done <- action()
	}()
	return <-done
}

// listen accepts connections in that place and closes them.
func (n *network) listen(key string, ports []int) error {
	return n.in(key, func() error {
		for _, port := range ports {
			listener, err := net.Listen("tcp4", "0.0.0.0:"+strconv.Itoa(port))
			if err != nil {
				return err
			}
			n.places[key].listeners = append(n.places[key].listeners, listener)
			go accept(listener)
		}
		return nil
	})
}

// accept goes on after an error, as where no file descriptor is left: connections that are not accepted would fill the
// queue of the listener, and further ones would find no answer.
func accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil:
			time.Sleep(time.Millisecond)
		default:
			connection.Close()
		}
	}
}

func link(name, mac string, otherMAC net.HardwareAddr, other int) error {
	attributes := netlink.NewLinkAttrs()
	attributes.Name = name
	if mac != "" {
		address, err := net.ParseMAC(mac)
		if err != nil {
			return err
		}
		attributes.HardwareAddr = address
	}
	return netlink.LinkAdd(&netlink.Veth{LinkAttrs: attributes, PeerName: "eth0", PeerHardwareAddr: otherMAC, PeerNamespace: netlink.NsFd(other)})
}

// neighbor adds a permanent entry: the others share one table of the kernel, which holds about a thousand.
func neighbor(device, ip string, mac net.HardwareAddr) error {
	found, err := netlink.LinkByName(device)
	if err != nil {
		return err
	}
	return netlink.NeighAdd(&netlink.Neigh{
		LinkIndex: found.Attrs().Index, IP: net.ParseIP(ip), HardwareAddr: mac, State: netlink.NUD_PERMANENT})
}

func up(device, address string) error {
	found, err := netlink.LinkByName(device)
	if err != nil {
		return err
	}
	if address != "" {
		if err := addAddress(device, address); err != nil {
			return err
		}
	}
	return netlink.LinkSetUp(found)
}

func addAddress(device, address string) error {
	return change(device, address, netlink.AddrAdd)
}

func deleteAddress(device, address string) error {
	return change(device, address, netlink.AddrDel)
}

func change(device, address string, action func(netlink.Link, *netlink.Addr) error) error {
	found, err := netlink.LinkByName(device)
	if err != nil {
		return err
	}
	parsed, err := netlink.ParseAddr(address)
	if err != nil {
		return err
	}
	return action(found, parsed)
}

func route(device string, wanted netlink.Route) error {
	found, err := netlink.LinkByName(device)
	if err != nil {
		return err
	}
	wanted.LinkIndex = found.Attrs().Index
	return netlink.RouteAdd(&wanted)
}

func cidr(text string) *net.IPNet {
	_, network, err := net.ParseCIDR(text)
	if err != nil {
		panic(err)
	}
	return network
}

func sysctl(name, value string) error {
	return os.WriteFile("/proc/sys/net/ipv4/"+name, []byte(value), 0)
}
