package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A namespace with a few pods and tenant policies, the same for the same seed. */
final class RandomScenario {

  static final String PREFIX = "random-";

  private static final List<String> BLOCKS =
      List.of(
          "0.0.0.0/0",
          "0.0.0.0/0 169.254.169.254/32",
          "0.0.0.0/0 169.254.0.0/16",
          "0.0.0.0/0 10.0.0.0/8",
          "0.0.0.0/0 168.63.129.16/32 169.254.169.254/32",
          "128.0.0.0/1",
          "169.254.0.0/16",
          "169.254.0.0/16 169.254.169.0/24",
          "169.254.169.254/32",
          "203.0.113.0/24",
          "10.0.0.0/8");

  private static final String IN = "In";
  private static final String EXISTS = "Exists";

  private final String name;
  private final SplittableRandom random;

  RandomScenario(String name, SplittableRandom random) {
    this.name = name;
    this.random = random;
  }

  /** With Kubernetes' own policies alone, for every engine. */
  static Scenario of(long seed, List<String> engines) {
    String name = PREFIX + seed;
    return scenario(name, new RandomScenario(name, new SplittableRandom(seed)).objects(), engines);
  }

  static Scenario scenario(String name, List<HasMetadata> objects, List<String> engines) {
    Map<String, Optional<Scenario.Expected>> expected = new HashMap<>();
    engines.forEach(engine -> expected.put(engine, Optional.empty()));
    return new Scenario(name, List.of(), expected, objects, List.of());
  }

  List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels("team", one("red", "blue"))
            .endMetadata()
            .build());
    IntStream.rangeClosed(1, 1 + random.nextInt(3)).forEach(number -> objects.add(pod(number)));
    IntStream.rangeClosed(1, random.nextInt(4)).forEach(number -> objects.add(policy(number)));
    return objects;
  }

  private HasMetadata pod(int number) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app", one("web", "db", "job"));
    if (chance(50)) {
      labels.put("tier", one("front", "back"));
    }
    if (chance(8)) {
      labels.put("needs-imds", "true");
    }
    return new PodBuilder()
        .withNewMetadata()
        .withName("pod-" + number)
        .withNamespace(name)
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withContainers(
            new ContainerBuilder()
                .withName("main")
                .withImage("example.invalid/a:1")
                .addNewPort()
                .withName("web")
                .withContainerPort(one(80, 443))
                .endPort()
                .build())
        .endSpec()
        .build();
  }

  private HasMetadata policy(int number) {
    List<String> types =
        one(List.of("Egress"), List.of("Egress"), List.of("Ingress", "Egress"), List.<String>of());
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName("policy-" + number)
        .withNamespace(name)
        .endMetadata()
        .withNewSpec()
        .withPodSelector(selector("app", "web", "db"))
        .withPolicyTypes(types)
        .withEgress(IntStream.range(0, random.nextInt(3)).mapToObj(_ -> rule()).toList())
        .endSpec()
        .build();
  }

  private NetworkPolicyEgressRule rule() {
    if (chance(8)) {
      return new NetworkPolicyEgressRule();
    }
    boolean anywhere = chance(15);
    return new NetworkPolicyEgressRuleBuilder()
        .withTo(
            anywhere
                ? List.of()
                : IntStream.rangeClosed(0, random.nextInt(2)).mapToObj(_ -> peer()).toList())
        .withPorts(
            chance(60)
                ? List.of()
                : IntStream.rangeClosed(0, random.nextInt(2)).mapToObj(_ -> port()).toList())
        .build();
  }

  private NetworkPolicyPeer peer() {
    NetworkPolicyPeerBuilder peer = new NetworkPolicyPeerBuilder();
    switch (random.nextInt(5)) {
      case 0 -> peer.withPodSelector(selector("app", "web", "db"));
      case 1 -> peer.withNamespaceSelector(selector("team", "red", "blue"));
      case 2 ->
          peer.withNamespaceSelector(selector("team", "red", "blue"))
              .withPodSelector(selector("app", "web", "job"));
      default -> {
        String[] block = BLOCKS.get(random.nextInt(BLOCKS.size())).split(" ");
        peer.withNewIpBlock()
            .withCidr(block[0])
            .withExcept(List.of(block).subList(1, block.length))
            .endIpBlock();
      }
    }
    return peer.build();
  }

  private NetworkPolicyPort port() {
    NetworkPolicyPortBuilder port = new NetworkPolicyPortBuilder();
    return switch (random.nextInt(6)) {
      case 0 -> port.withProtocol("UDP").withPort(new IntOrString(53)).build();
      case 1 -> port.withProtocol("TCP").withPort(new IntOrString("web")).build();
      case 2 -> port.withProtocol("TCP").withPort(new IntOrString(1)).withEndPort(1024).build();
      case 3 -> port.withProtocol("TCP").build();
      case 4 -> port.withProtocol("TCP").withPort(new IntOrString(443)).build();
      default -> port.withProtocol("TCP").withPort(new IntOrString(80)).build();
    };
  }

  private LabelSelector selector(String key, String first, String second) {
    LabelSelectorBuilder selector = new LabelSelectorBuilder();
    return switch (random.nextInt(6)) {
      case 0, 1 -> selector.build();
      case 2 -> selector.addToMatchLabels(key, first).build();
      case 3 ->
          selector
              .addNewMatchExpression()
              .withKey(key)
              .withOperator(one(IN, "NotIn"))
              .withValues(first, second)
              .endMatchExpression()
              .build();
      case 4 ->
          selector
              .addNewMatchExpression()
              .withKey("tier")
              .withOperator(one(EXISTS, "DoesNotExist"))
              .endMatchExpression()
              .build();
      default ->
          selector
              .addNewMatchExpression()
              .withKey(key)
              .withOperator("NotIn")
              .withValues(first)
              .endMatchExpression()
              .build();
    };
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  private <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }
}
