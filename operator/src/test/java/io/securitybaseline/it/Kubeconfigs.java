package io.securitybaseline.it;

/** Kubeconfigs with which no command can work. */
final class Kubeconfigs {

  /** Nothing listens there; and contexts with a mistake each. */
  static final String DOWN =
      """
      apiVersion: v1
      kind: Config
      current-context: down
      contexts:
      - {name: down, context: {cluster: down, user: user}}
      - {name: gone, context: {cluster: nowhere, user: user}}
      - {name: name, context: {cluster: name, user: user}}
      - {name: exec, context: {cluster: down, user: exec}}
      clusters:
      - {name: down, cluster: {server: "https://127.0.0.1:1"}}
      - {name: name, cluster: {server: "https://no-such-host.invalid"}}
      users:
      - {name: user, user: {token: nobody}}
      - {name: exec, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin}}}
      """;

  /** A token that the server does not know. */
  static final String ANYONE =
      """
      apiVersion: v1
      kind: Config
      current-context: anyone
      contexts: [{name: anyone, context: {cluster: up, user: anyone}}]
      clusters: [{name: up, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
      users: [{name: anyone, user: {token: nobody}}]
      """;

  private Kubeconfigs() {}
}
