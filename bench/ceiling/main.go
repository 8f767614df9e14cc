// Ceiling creates one NetworkPolicy in each of many namespaces as fast as one client can: HTTP/2, 64 workers, a
// prepared body, creates only, nothing watched and nothing decided. No operator on the same API server can be faster.
// With -repair it does the least that a repair takes instead: one watch, and a create for each deletion.
package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// The file named by -body is a policy as JSON, with this text wherever a namespace's name belongs.
const placeholder = "NAMESPACE"

func main() {
	server := flag.String("server", "", "address of the API server")
	ca := flag.String("ca", "", "file with the server's certificate authority, PEM")
	cert := flag.String("cert", "", "file with the client's certificate, PEM")
	key := flag.String("key", "", "file with the client's key, PEM")
	body := flag.String("body", "", "file with the policy")
	format := flag.String("namespace", "bench-%05d", "format of a namespace's name")
	count := flag.Int("count", 1000, "how many namespaces, from number 0")
	workers := flag.Int("workers", 64, "requests at a time")
	repairing := flag.Bool("repair", false, "create again what is deleted, until standard input ends")
	flag.Parse()

	client, err := newClient(*ca, *cert, *key)
	exitOn(err)
	template, err := os.ReadFile(*body)
	exitOn(err)
	if *repairing {
		exitOn(repair(client, *server, template, os.Stdin))
		return
	}
	elapsed, err := createAll(client, *server, template, *format, *count, *workers)
	exitOn(err)
	exitOn(json.NewEncoder(os.Stdout).Encode(map[string]any{"created": *count, "seconds": elapsed.Seconds()}))
}

func createAll(client *http.Client, server string, template []byte, format string, count, workers int) (time.Duration, error) {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make(chan error, workers)
	start := time.Now()
	for range workers {
		group.Go(func() {
			for number := next.Add(1) - 1; number < int64(count); number = next.Add(1) - 1 {
				if err := create(client, server, template, fmt.Sprintf(format, number)); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	group.Wait()
	elapsed := time.Since(start)
	close(errs)
	return elapsed, <-errs
}

func create(client *http.Client, server string, template []byte, namespace string) error {
	url := server + "/apis/networking.k8s.io/v1/namespaces/" + namespace + "/networkpolicies"
	body := bytes.ReplaceAll(template, []byte(placeholder), []byte(namespace))
	response, err := client.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusCreated {
		err = fmt.Errorf("%s: %s: %s", url, response.Status, answer)
	}
	return err
}

func newClient(ca, cert, key string) (*http.Client, error) {
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, err
	}
	authority, err := os.ReadFile(ca)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	return &http.Client{Transport: &http.Transport{
		ForceAttemptHTTP2: true,
		TLSClientConfig:   &tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: pool},
	}}, nil
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "ceiling:", err)
		os.Exit(1)
	}
}
