package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether Azure NPM for Linux programs a policy. Measured with v1.6.48: it leaves a policy out as a
 * whole for a block that it reaches and cannot translate, or for a rule that iptables rejects.
 *
 * @param block the block that it cannot translate, or the beginning of it
 */
public record NpmTranslation(Result result, @Nullable String block) {

  /** What becomes of the policy. */
  public enum Result {
    /** It is programmed. */
    PROGRAMMED,
    /** It is left out because of a block; a form from before an edit stays in force. */
    UNTRANSLATABLE,
    /** It depends on the version of Azure NPM. */
    UNCERTAIN,
    /** It is left out because a rule is too large; a form from before an edit is removed. */
    TOO_LARGE
  }

  private static final NpmTranslation PROGRAMMED = new NpmTranslation(Result.PROGRAMMED, null);
  private static final int LONGEST = 64;

  /** A name of a namespace is a DNS label. */
  private static final int LONGEST_NAMESPACE = 63;

  private enum Direction {
    INGRESS("INGRESS-POLICY-%s-TO-"),
    EGRESS("EGRESS-POLICY-%s-FROM-");

    private final String jump;

    Direction(String jump) {
      this.jump = jump;
    }
  }

  /** A rule of either direction. */
  private record Rule(List<NetworkPolicyPort> ports, List<NetworkPolicyPeer> peers) {

    boolean isAllowAll() {
      return ports.isEmpty() && peers.isEmpty();
    }
  }

  /** Reads a policy once; the result is not larger for a larger policy. */
  public static NpmTranslation of(NetworkPolicy policy) {
    NetworkPolicySpec spec = policy.getSpec();
    List<Rule> reached = new ArrayList<>();
    List<NpmSize> sizes = new ArrayList<>();
    for (Direction direction : directions(spec)) {
      sizes.add(jump(policy, direction));
      List<Rule> rules = rules(spec, direction);
      // A rule that allows everything is read before all others, which are then not read at all.
      if (rules.stream().noneMatch(Rule::isAllowAll)) {
        reached.addAll(rules);
      }
    }
    return worst(reached)
        .orElseGet(() ->
            sizes.stream().anyMatch(size -> !size.fits()) || !allFit(policy, reached)
                ? large(policy, sizes, reached)
                : PROGRAMMED);
  }

  /** Whether a policy of this name and spec becomes the same in every namespace. */
  static boolean isSameInEveryNamespace(NetworkPolicy policy) {
    NetworkPolicy longest = new NetworkPolicy();
    longest.setMetadata(new ObjectMeta());
    longest.getMetadata().setName(policy.getMetadata().getName());
    longest.getMetadata().setNamespace("n".repeat(LONGEST_NAMESPACE));
    longest.setSpec(policy.getSpec());
    NpmTranslation there = of(longest);
    return there.result() == Result.PROGRAMMED || there.block() != null;
  }

  private static NpmTranslation large(
      NetworkPolicy policy, List<NpmSize> sizes, List<Rule> reached) {
    boolean surely =
        sizes.stream().anyMatch(NpmSize::isTooLarge)
            || sizes(policy, reached).anyMatch(NpmSize::isTooLarge);
    return new NpmTranslation(surely ? Result.TOO_LARGE : Result.UNCERTAIN, null);
  }

  private static boolean allFit(NetworkPolicy policy, List<Rule> rules) {
    return sizes(policy, rules).allMatch(NpmSize::fits);
  }

  private static Optional<NpmTranslation> worst(List<Rule> rules) {
    NpmTranslation worst = null;
    for (Rule rule : rules) {
      for (NetworkPolicyPeer peer : rule.peers()) {
        IPBlock block = peer.getIpBlock();
        for (String written : block == null ? List.<String>of() : written(block)) {
          Result result = ofBlock(written);
          if (result == Result.UNTRANSLATABLE) {
            return Optional.of(new NpmTranslation(result, shortened(written)));
          }
          if (result == Result.UNCERTAIN && worst == null) {
            worst = new NpmTranslation(result, shortened(written));
          }
        }
      }
    }
    return Optional.ofNullable(worst);
  }

  private static Result ofBlock(String block) {
    if (block.indexOf(':') >= 0) {
      return Result.UNTRANSLATABLE;
    }
    Optional<Cidr> cidr = Cidr.parse(block);
    boolean clear = cidr.isPresent() && (cidr.get().canonical() || !cidr.get().isEverything());
    return clear ? Result.PROGRAMMED : Result.UNCERTAIN;
  }

  private static List<String> written(IPBlock block) {
    return Stream.concat(Stream.of(block.getCidr()), orEmpty(block.getExcept()).stream()).toList();
  }

  private static String shortened(String block) {
    return block.length() <= LONGEST ? block : block.substring(0, LONGEST);
  }

  /** The rule that leads to the policy's own chain: who sends, or receives. */
  private static NpmSize jump(NetworkPolicy policy, Direction direction) {
    String namespace = namespace(policy);
    LabelSelector pods = policy.getSpec().getPodSelector();
    return new NpmSize(key(policy))
        .text(direction.jump.formatted(key(policy)).length())
        .pods(pods)
        .set("ns-" + namespace)
        .text(("-IN-ns-" + namespace).length());
  }

  /** The rules in the chain: a rule for each peer and port. */
  private static Stream<NpmSize> sizes(NetworkPolicy policy, List<Rule> rules) {
    return rules.stream()
        .flatMap(rule -> {
          int port = rule.ports().stream().mapToInt(NpmTranslation::characters).max().orElse(0);
          return rule.peers().stream()
              .filter(peer -> peer.getIpBlock() == null)
              .map(peer -> peer(policy, peer).text(port));
        });
  }

  private static NpmSize peer(NetworkPolicy policy, NetworkPolicyPeer peer) {
    NpmSize size = new NpmSize(key(policy)).text("ALLOW-FROM-".length());
    return peer.getNamespaceSelector() == null
        ? size.pods(peer.getPodSelector()).set("ns-" + namespace(policy))
        : size.namespaces(peer.getNamespaceSelector()).pods(peer.getPodSelector());
  }

  private static int characters(NetworkPolicyPort port) {
    int protocol = "-ON-TCP".length();
    if (port.getPort() == null) {
      return protocol;
    }
    String name = port.getPort().getStrVal();
    return name != null
        ? protocol + "-TO-namedport:".length() + name.length()
        : protocol + "-TO-PORT-65535:65535".length();
  }

  private static List<Direction> directions(NetworkPolicySpec spec) {
    List<String> types = orEmpty(spec.getPolicyTypes());
    List<Direction> directions = new ArrayList<>();
    if (types.isEmpty() || types.contains("Ingress")) {
      directions.add(Direction.INGRESS);
    }
    if (types.isEmpty() ? !orEmpty(spec.getEgress()).isEmpty() : types.contains("Egress")) {
      directions.add(Direction.EGRESS);
    }
    return directions;
  }

  private static List<Rule> rules(NetworkPolicySpec spec, Direction direction) {
    return switch (direction) {
      case INGRESS ->
          orEmpty(spec.getIngress()).stream()
              .map(rule -> new Rule(orEmpty(rule.getPorts()), orEmpty(rule.getFrom())))
              .toList();
      case EGRESS ->
          orEmpty(spec.getEgress()).stream()
              .map(rule -> new Rule(orEmpty(rule.getPorts()), orEmpty(rule.getTo())))
              .toList();
    };
  }

  private static String key(NetworkPolicy policy) {
    return namespace(policy) + "/" + Objects.requireNonNullElse(policy.getMetadata().getName(), "");
  }

  private static String namespace(NetworkPolicy policy) {
    return Objects.requireNonNullElse(policy.getMetadata().getNamespace(), "");
  }

  @SuppressWarnings("NullAway") // the lists of the API may be absent, in spite of its model
  private static <T> List<T> orEmpty(List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
