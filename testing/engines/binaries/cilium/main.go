// Command cilium-policy answers what Cilium's policy library decides about pods of a cluster. It runs no agent, and no
// packet is sent: it reads the same objects as the agent, and looks flows up in the same repository.
//
// It reads one JSON request a line from its standard input, and writes one JSON answer a line.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
)

// request holds the objects of the cluster and the flows to look up.
type request struct {
	Namespaces      []object          `json:"namespaces"`
	Pods            []object          `json:"pods"`
	NetworkPolicies []json.RawMessage `json:"networkPolicies"`
	CiliumPolicies  []json.RawMessage `json:"ciliumPolicies"`
	Flows           []flow            `json:"flows"`
	// Addresses of the node beside its own and LocalDNS.
	NodeAddresses []string `json:"nodeAddresses"`
}

// object is what identities are made of.
type object struct {
	Namespace      string            `json:"namespace"`
	Name           string            `json:"name"`
	Labels         map[string]string `json:"labels"`
	IP             string            `json:"ip"`
	ServiceAccount string            `json:"serviceAccount"`
	NamedPorts     map[string]uint16 `json:"namedPorts"`
}

// flow is a TCP connection from a pod, by its address.
type flow struct {
	From string `json:"from"`
	To   string `json:"to"`
	Port uint16 `json:"port"`
}

type answer struct {
	Error string `json:"error,omitempty"`
	// Policies that the library does not accept; the agent drops them.
	Rejected []string `json:"rejected,omitempty"`
	Reached  []bool   `json:"reached,omitempty"`
}

func main() {
	logger := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	var last []byte
	var reply answer
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		// The same question about the same objects has the same answer; a watch asks it again and again.
		if bytes.Equal(line, last) {
			if err := out.Encode(reply); err != nil {
				return
			}
			continue
		}
		last = line
		var asked request
		reply = answer{}
		if err := json.Unmarshal(line, &asked); err != nil {
			reply.Error = err.Error()
		} else if reply, err = decide(logger, asked); err != nil {
			reply.Error = err.Error()
		}
		if err := out.Encode(reply); err != nil {
			return
		}
	}
}
