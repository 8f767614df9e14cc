package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

type event struct {
	Type   string
	Object struct{ Metadata struct{ Namespace string } }
}

// repair watches the policies with the name of the one in the template, and creates each again as soon as it is
// deleted, until its standard input ends. It says a line when it begins.
func repair(client *http.Client, server string, template []byte, input io.Reader) error {
	var policy struct{ Metadata struct{ Name string } }
	if err := json.Unmarshal(template, &policy); err != nil {
		return err
	}
	policies := server + "/apis/networking.k8s.io/v1/networkpolicies?limit=1&fieldSelector=" +
		url.QueryEscape("metadata.name="+policy.Metadata.Name)
	version, err := currentVersion(client, policies)
	if err != nil {
		return err
	}
	watch, err := client.Get(strings.Replace(policies, "limit=1", "watch=1", 1) + "&resourceVersion=" + version)
	if err != nil {
		return err
	}
	go func() {
		_, _ = io.Copy(io.Discard, input)
		watch.Body.Close()
	}()
	fmt.Println("repairing")
	events := json.NewDecoder(watch.Body)
	for {
		var seen event
		if err := events.Decode(&seen); err != nil {
			return nil // closed by us
		}
		if seen.Type == "DELETED" {
			if err := create(client, server, template, seen.Object.Metadata.Namespace); err != nil {
				return err
			}
		}
	}
}

func currentVersion(client *http.Client, list string) (string, error) {
	response, err := client.Get(list)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var answer struct {
		Metadata struct{ ResourceVersion string }
	}
	err = json.NewDecoder(response.Body).Decode(&answer)
	return answer.Metadata.ResourceVersion, err
}
