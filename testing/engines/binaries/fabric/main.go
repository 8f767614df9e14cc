// Command fabric is the network of the lab. It keeps every pod and the network outside the node as
// network namespaces that live exactly as long as this process, listens in all of them, and tries
// connections from them.
//
// It runs in the network namespace of the node. It reads one JSON request a line from its standard
// input, and writes one JSON answer a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
)

// request is one order of the harness. Op says which fields count.
type request struct {
	Op       string    `json:"op"`
	Pods     []pod     `json:"pods,omitempty"`
	Keys     []string  `json:"keys,omitempty"`
	Connects []connect `json:"connects,omitempty"`
	Millis   int       `json:"millis,omitempty"`
	IP       string    `json:"ip,omitempty"`
}

type answer struct {
	Error   string   `json:"error,omitempty"`
	Results []result `json:"results,omitempty"`
	Watched []tally  `json:"watched,omitempty"`
}

func main() {
	// The thread that starts stays in the node's namespace; others may come back from a pod's.
	runtime.LockOSThread()
	network, err := newNetwork()
	if err != nil {
		fmt.Fprintln(os.Stderr, "fabric:", err)
		os.Exit(1)
	}
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		if err := out.Encode(network.answer(line)); err != nil {
			return
		}
	}
}

func (n *network) answer(line []byte) answer {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: err.Error()}
	}
	var reply answer
	var err error
	switch asked.Op {
	case "start":
		err = n.start()
	case "addPods":
		err = n.addPods(asked.Pods)
	case "deletePods":
		err = n.deletePods(asked.Keys)
	case "takeAddress":
		err = addAddress("lo", asked.IP+"/32")
	case "releaseAddress":
		err = deleteAddress("lo", asked.IP+"/32")
	case "probe":
		reply.Results, err = n.probe(asked.Connects, asked.Millis)
	case "watch":
		err = n.watch(asked.Connects, asked.Millis)
	case "watched":
		reply.Watched = n.watched()
	default:
		err = fmt.Errorf("unknown op %q", asked.Op)
	}
	if err != nil {
		reply.Error = err.Error()
	}
	return reply
}
