package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Policies that tenants might write, out of few enough words that they meet often. */
final class Scenario {

  private static final List<String> KEYS = List.of("a", "b", "c");
  private static final List<String> VALUES = List.of("x", "y");

  /** Each with an exception that lies in it, or none. */
  private static final List<List<String>> BLOCKS =
      List.of(
          List.of("0.0.0.0/0"),
          List.of("0.0.0.0/0", "169.254.169.254/32"),
          List.of("0.0.0.0/0", "169.254.0.0/16", "10.0.0.0/8"),
          List.of("0.0.0.0/1"),
          List.of("128.0.0.0/1"),
          List.of("128.0.0.0/1", "169.254.169.254/32"),
          List.of("169.254.169.254/32"),
          List.of("169.254.0.0/16", "169.254.169.0/24"),
          List.of("10.0.0.0/8"),
          List.of("::/0"),
          List.of("::/0", "fd00::/8"),
          List.of("fd00::/8"));

  private final SplittableRandom random;

  Scenario(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Every set of labels that the words allow, so that no pod is forgotten. */
  static List<Map<String, String>> everyPod() {
    List<Map<String, String>> pods = List.of(Map.of());
    for (String key : KEYS) {
      List<Map<String, String>> next = new ArrayList<>(pods);
      for (String value : List.of("x", "y", "z")) {
        for (Map<String, String> pod : pods) {
          Map<String, String> labels = new TreeMap<>(pod);
          labels.put(key, value);
          next.add(labels);
        }
      }
      pods = next;
    }
    return pods;
  }

  List<NetworkPolicy> policies(int most) {
    List<NetworkPolicy> policies = new ArrayList<>();
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      policies.add(policy("tenant-" + i));
    }
    return policies;
  }

  NetworkPolicy policy(String name) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .withUid("uid-" + name)
        .withResourceVersion("1")
        .endMetadata()
        .withNewSpec()
        .withPodSelector(selector())
        .withPolicyTypes(
            oneOf(
                List.of("Egress"),
                List.of("Ingress", "Egress"),
                List.<String>of(),
                List.of("Ingress")))
        .withEgress(some(2, this::rule))
        .endSpec()
        .build();
  }

  LabelSelector selector() {
    LabelSelector selector = new LabelSelector();
    selector.setMatchLabels(random.nextInt(3) == 0 ? Map.of(oneOf(KEYS), oneOf(VALUES)) : Map.of());
    selector.setMatchExpressions(some(2, this::requirement));
    return selector;
  }

  private LabelSelectorRequirement requirement() {
    String operator = oneOf("In", "NotIn", "Exists", "DoesNotExist");
    List<String> values =
        operator.endsWith("In") ? VALUES.subList(0, 1 + random.nextInt(2)) : List.<String>of();
    return new LabelSelectorRequirement(oneOf(KEYS), operator, values);
  }

  private NetworkPolicyEgressRule rule() {
    return new NetworkPolicyEgressRule(
        random.nextInt(2) == 0 ? List.of() : some(2, this::port), some(2, this::peer));
  }

  private NetworkPolicyPort port() {
    return oneOf(
        new NetworkPolicyPort(null, new IntOrString(80), null),
        new NetworkPolicyPort(null, new IntOrString(443), "TCP"),
        new NetworkPolicyPort(1024, new IntOrString(1), "TCP"),
        new NetworkPolicyPort(null, new IntOrString("http"), null),
        new NetworkPolicyPort(null, null, "TCP"),
        new NetworkPolicyPort(null, null, "UDP"),
        new NetworkPolicyPort(null, new IntOrString(80), "UDP"));
  }

  private NetworkPolicyPeer peer() {
    if (random.nextInt(5) == 0) {
      return new NetworkPolicyPeer(null, new LabelSelector(), null);
    }
    List<String> block = oneOf(BLOCKS);
    return new NetworkPolicyPeer(
        new IPBlock(block.getFirst(), block.subList(1, block.size())), null, null);
  }

  private <T> List<T> some(int most, Supplier<T> make) {
    List<T> some = new ArrayList<>();
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      some.add(make.get());
    }
    return some;
  }

  <T> T oneOf(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  @SafeVarargs
  final <T extends @Nullable Object> T oneOf(T... items) {
    return items[random.nextInt(items.length)];
  }

  <T> List<T> shuffled(List<T> items) {
    List<T> shuffled = new ArrayList<>(items);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
