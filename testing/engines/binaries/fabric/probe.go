package main

import (
	"fmt"
	"net"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// connect is one attempt: from a pod, or from the node if From is empty.
type connect struct {
	From string `json:"from"`
	To   string `json:"to"`
	Port int    `json:"port"`
}

// result is what became of an attempt.
type result string

const (
	reached result = "reached"
	// Answered with an error, as by a firewall that rejects, or by a host where nothing listens.
	refused result = "refused"
	// No answer before the deadline.
	silent result = "silent"
)

// tally counts the attempts of a watch.
type tally struct {
	Attempts int `json:"attempts"`
	Reached  int `json:"reached"`
	// Milliseconds from the start of the watch to the first and the last attempt that reached.
	FirstMillis int64 `json:"firstMillis"`
	LastMillis  int64 `json:"lastMillis"`
}

// probe tries all connections at once and waits for all of them with one deadline.
func (n *network) probe(connects []connect, millis int) ([]result, error) {
	byPlace := map[string][]int{}
	for index, each := range connects {
		byPlace[each.From] = append(byPlace[each.From], index)
	}
	sockets := make([]int, len(connects))
	results := make([]result, len(connects))
	for from, indices := range byPlace {
		err := n.in(from, func() error {
			for _, index := range indices {
				var err error
				if sockets[index], results[index], err = open(connects[index]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("from %q: %w", from, err)
		}
	}
	return results, await(sockets, results, time.Now().Add(time.Duration(millis)*time.Millisecond))
}

// open begins a connection; its socket stays in the namespace of the thread that opened it. -1 where it is decided.
func open(wanted connect) (int, result, error) {
	address := net.ParseIP(wanted.To).To4()
	if address == nil {
		return -1, silent, fmt.Errorf("no IPv4 address: %q", wanted.To)
	}
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, silent, err
	}
	// No TIME_WAIT is left behind.
	if err := unix.SetsockoptLinger(socket, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1}); err != nil {
		return -1, silent, err
	}
	switch unix.Connect(socket, &unix.SockaddrInet4{Port: wanted.Port, Addr: [4]byte(address)}) {
	case nil:
		unix.Close(socket)
		return -1, reached, nil
	case unix.EINPROGRESS:
		return socket, silent, nil
	default:
		unix.Close(socket)
		return -1, refused, nil
	}
}

// await reads what became of the sockets until the deadline. What was answered until then counts, even if this process
// reads it later.
func await(sockets []int, results []result, deadline time.Time) error {
	for {
		var polled []unix.PollFd
		var indices []int
		for index, socket := range sockets {
			if socket >= 0 {
				polled = append(polled, unix.PollFd{Fd: int32(socket), Events: unix.POLLOUT})
				indices = append(indices, index)
			}
		}
		left := max(0, int(time.Until(deadline).Milliseconds()))
		if len(polled) == 0 {
			return nil
		}
		if _, err := unix.Poll(polled, left); err != nil && err != unix.EINTR {
			return err
		}
		for position, event := range polled {
			if event.Revents != 0 {
				settle(indices[position], sockets, results)
			} else if left == 0 {
				unix.Close(sockets[indices[position]])
			}
		}
		if left == 0 {
			return nil
		}
	}
}

func settle(index int, sockets []int, results []result) {
	code, err := unix.GetsockoptInt(sockets[index], unix.SOL_SOCKET, unix.SO_ERROR)
	switch {
	case err != nil || code != 0:
		results[index] = refused
	default:
		results[index] = reached
	}
	unix.Close(sockets[index])
	sockets[index] = -1
}

// watcher tries the same connections again and again until it is asked what it saw.
type watcher struct {
	stop    chan struct{}
	done    sync.WaitGroup
	tallies []tally
}

func (n *network) watch(connects []connect, millis int) error {
	if n.watcher != nil {
		return fmt.Errorf("a watch is running")
	}
	w := &watcher{stop: make(chan struct{}), tallies: make([]tally, len(connects))}
	byPlace := map[string][]int{}
	for index, each := range connects {
		if _, there := n.places[each.From]; !there {
			return fmt.Errorf("no pod %s", each.From)
		}
		byPlace[each.From] = append(byPlace[each.From], index)
	}
	started := time.Now()
	for from, indices := range byPlace {
		w.done.Add(1)
		go func() {
			defer w.done.Done()
			_ = n.in(from, func() error { return w.repeat(connects, indices, millis, started) })
		}()
	}
	n.watcher = w
	return nil
}

// repeat opens one attempt of each of the connections every few milliseconds, in the place of the thread. An attempt
// has a quarter of a second; a link of this machine answers within one millisecond.
func (w *watcher) repeat(connects []connect, indices []int, millis int, started time.Time) error {
	const patience = 250 * time.Millisecond
	type attempt struct {
		index, socket int
		begun         time.Time
	}
	var pending []attempt
	ticker := time.NewTicker(time.Duration(millis) * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-w.stop:
			for _, each := range pending {
				unix.Close(each.socket)
			}
			return nil
		case <-ticker.C:
		}
		kept := pending[:0]
		for _, each := range pending {
			polled := []unix.PollFd{{Fd: int32(each.socket), Events: unix.POLLOUT}}
			unix.Poll(polled, 0)
			if polled[0].Revents == 0 && time.Since(each.begun) < patience {
				kept = append(kept, each)
				continue
			}
			if code, err := unix.GetsockoptInt(each.socket, unix.SOL_SOCKET, unix.SO_ERROR); polled[0].Revents != 0 && err == nil && code == 0 {
				w.tallies[each.index].hit(each.begun.Sub(started).Milliseconds())
			}
			unix.Close(each.socket)
		}
		pending = kept
		for _, index := range indices {
			w.tallies[index].Attempts++
			socket, _, err := open(connects[index])
			if err != nil {
				return err
			}
			if socket >= 0 {
				pending = append(pending, attempt{index, socket, time.Now()})
			}
		}
	}
}

func (t *tally) hit(millis int64) {
	if t.Reached == 0 {
		t.FirstMillis = millis
	}
	t.Reached++
	t.LastMillis = millis
}

func (n *network) watched() []tally {
	if n.watcher == nil {
		return nil
	}
	close(n.watcher.stop)
	n.watcher.done.Wait()
	tallies := n.watcher.tallies
	n.watcher = nil
	return tallies
}
