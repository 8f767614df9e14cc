package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Policies and sets of Calico's own kinds, as Calico's API server stores them. */
final class RandomCalicoPolicies {

  static final String PREFIX = "calico-random-";

  private final String namespace;
  private final RandomText text;

  private RandomCalicoPolicies(String namespace, SplittableRandom random) {
    this.namespace = namespace;
    this.text = new RandomText(random);
  }

  static Scenario of(long seed) {
    String name = PREFIX + seed;
    SplittableRandom random = new SplittableRandom(seed);
    List<HasMetadata> objects = new ArrayList<>(new RandomScenario(name, random).objects());
    objects.addAll(new RandomCalicoPolicies(name, random).objects());
    return RandomScenario.scenario(name, objects, List.of(EngineKind.CALICO.label()));
  }

  private List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>();
    if (text.chance(30)) {
      objects.addAll(Manifests.parse(networkSet()));
    }
    objects.addAll(Manifests.parse(policy(1)));
    if (text.chance(50)) {
      objects.addAll(Manifests.parse(policy(2)));
    }
    return objects;
  }

  private String networkSet() {
    return """
    apiVersion: crd.projectcalico.org/v1
    kind: NetworkSet
    metadata: {name: set, namespace: %s, labels: {role: set, app: %s}}
    spec: {nets: %s}
    """
        .formatted(namespace, text.one("web", "other"), nets());
  }

  private String policy(int number) {
    boolean global = text.chance(40);
    String metadata =
        global
            ? "{name: default.%s-%d}".formatted(namespace, number)
            : "{name: default.policy-%d, namespace: %s}".formatted(number, namespace);
    String spec =
        RandomText.map(
            global ? "namespaceSelector: \"projectcalico.org/name == '" + namespace + "'\"" : "",
            text.perhaps(75, () -> "order: " + text.one("10", "999", "1000", "1001", "2000")),
            text.perhaps(80, () -> "selector: \"" + selector() + "\""),
            "types: " + text.one("[Egress]", "[Egress]", "[Ingress, Egress]"),
            "egress: " + text.list(0, 3, this::rule));
    return """
    apiVersion: crd.projectcalico.org/v1
    kind: %s
    metadata: %s
    spec: %s
    """
        .formatted(global ? "GlobalNetworkPolicy" : "NetworkPolicy", metadata, spec);
  }

  private String rule() {
    boolean protocol = text.chance(60);
    String destination =
        RandomText.map(
            text.perhaps(55, () -> "nets: " + nets()),
            text.perhaps(15, () -> "notNets: " + notNets()),
            text.perhaps(25, () -> "selector: \"" + text.one("role == 'set'", selector()) + "\""),
            protocol
                ? text.perhaps(
                    70, () -> "ports: " + text.one("[80]", "[443]", "['1:1024']", "[53, 80]"))
                : "");
    return RandomText.map(
        "action: " + text.one("Allow", "Allow", "Deny", "Deny", "Pass"),
        protocol ? "protocol: " + text.one("TCP", "TCP", "TCP", "UDP") : "",
        destination.equals("{}") ? "" : "destination: " + destination);
  }

  private String nets() {
    return text.list(
        1,
        2,
        () ->
            text.one(
                "0.0.0.0/0",
                "169.254.169.254/32",
                "169.254.0.0/16",
                "128.0.0.0/1",
                "203.0.113.0/24",
                "10.0.0.0/8"));
  }

  /** Not 0.0.0.0/0: with it, Felix gives up on all rules of its node, and ends. */
  private String notNets() {
    return text.list(1, 2, () -> text.one("169.254.0.0/16", "203.0.113.0/24", "10.0.0.0/8"));
  }

  private String selector() {
    return text.one(
        "all()",
        "app == 'web'",
        "app != 'web'",
        "app in {'web', 'db'}",
        "app not in {'db'}",
        "has(tier)",
        "!has(tier)",
        "app == 'web' && tier == 'front'",
        "app == 'web' || has(tier)",
        "projectcalico.org/orchestrator == 'k8s'",
        "app starts with 'w'");
  }
}
