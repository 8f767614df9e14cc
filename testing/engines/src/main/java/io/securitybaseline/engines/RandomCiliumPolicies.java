package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Policies of Cilium's own kinds. */
final class RandomCiliumPolicies {

  static final String PREFIX = "cilium-random-";

  private final String namespace;
  private final RandomText text;

  private RandomCiliumPolicies(String namespace, SplittableRandom random) {
    this.namespace = namespace;
    this.text = new RandomText(random);
  }

  static Scenario of(long seed) {
    String name = PREFIX + seed;
    SplittableRandom random = new SplittableRandom(seed);
    List<HasMetadata> objects = new ArrayList<>(new RandomScenario(name, random).objects());
    RandomCiliumPolicies policies = new RandomCiliumPolicies(name, random);
    objects.addAll(Manifests.parse(policies.policy(1)));
    if (policies.text.chance(50)) {
      objects.addAll(Manifests.parse(policies.policy(2)));
    }
    return RandomScenario.scenario(name, objects, List.of(EngineKind.CILIUM.label()));
  }

  private String policy(int number) {
    boolean clusterwide = text.chance(40);
    String metadata =
        clusterwide
            ? "{name: %s-%d}".formatted(namespace, number)
            : "{name: policy-%d, namespace: %s}".formatted(number, namespace);
    boolean denies = text.chance(35);
    String spec =
        RandomText.map(
            "endpointSelector: " + (clusterwide ? clusterwideSelector() : selector()),
            text.perhaps(
                20, () -> "enableDefaultDeny: {egress: " + text.one("true", "false") + "}"),
            "egress: " + text.list(0, 2, this::rule),
            denies ? "egressDeny: " + text.list(1, 2, this::rule) : "");
    return """
    apiVersion: cilium.io/v2
    kind: %s
    metadata: %s
    spec: %s
    """
        .formatted(
            clusterwide ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy", metadata, spec);
  }

  private String clusterwideSelector() {
    String own = "'k8s:io.kubernetes.pod.namespace': " + namespace;
    return text.chance(50)
        ? "{matchLabels: {" + own + "}}"
        : "{matchLabels: {" + own + ", app: " + text.one("web", "db") + "}}";
  }

  private String rule() {
    return RandomText.map(
        text.one(
            "toCIDR: " + text.list(1, 2, this::block),
            "toCIDRSet: [{cidr: 0.0.0.0/0, except: ["
                + text.one("169.254.169.254/32", "10.0.0.0/8", "169.254.0.0/16")
                + "]}]",
            "toEntities: [" + text.one("world", "cluster", "all", "host", "kube-apiserver") + "]",
            "toEndpoints: [" + selector() + "]"),
        text.perhaps(
            40,
            () ->
                "toPorts: [{ports: [{port: '"
                    + text.one("80", "443", "53")
                    + "', protocol: "
                    + text.one("TCP", "ANY", "UDP")
                    + "}]}]"));
  }

  private String block() {
    return text.one(
        "0.0.0.0/0", "169.254.169.254/32", "169.254.0.0/16", "203.0.113.0/24", "10.0.0.0/8");
  }

  private String selector() {
    return text.one(
        "{}",
        "{matchLabels: {app: web}}",
        "{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}",
        "{matchExpressions: [{key: tier, operator: Exists}]}");
  }
}
