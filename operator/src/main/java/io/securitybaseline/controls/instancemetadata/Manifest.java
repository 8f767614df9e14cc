package io.securitybaseline.controls.instancemetadata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpecBuilder;
import io.securitybaseline.facts.egress.Reach;
import io.securitybaseline.facts.egress.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The NetworkPolicy that fits an engine. Its objects are shared by all namespaces, and never
 * changed.
 *
 * @param policy as in the YAML beside this class
 * @param letsOutTo what pods can still reach under it; a policy that surely allows as much loses
 *     nothing by it
 * @param namesPods whether it has to name pods beside addresses, because on this engine addresses
 *     never match them; then only a policy that allows everything allows as much
 */
record Manifest(NetworkPolicy policy, Reach letsOutTo, boolean namesPods) {

  static final Manifest IPV4 = policy("ipv4.yaml", Reach.SURELY_REACHES_OTHER_IPV4, false);
  static final Manifest DUAL_STACK =
      policy("dual-stack.yaml", Reach.SURELY_REACHES_OTHER_ADDRESSES, false);
  static final Manifest CALICO_WINDOWS =
      policy("calico-windows.yaml", Reach.SURELY_REACHES_OTHER_IPV4, false);
  static final Manifest CALICO_WINDOWS_DUAL_STACK =
      policy("calico-windows-dual-stack.yaml", Reach.SURELY_REACHES_OTHER_ADDRESSES, false);
  static final Manifest CILIUM_LEGACY =
      policy("cilium-legacy.yaml", Reach.SURELY_REACHES_OTHER_IPV4, true);
  static final Manifest CILIUM_LEGACY_DUAL_STACK =
      policy("cilium-legacy-dual-stack.yaml", Reach.SURELY_REACHES_OTHER_ADDRESSES, true);

  /** Not of this kind: Cilium's own, for the whole cluster. */
  static final GenericKubernetesResource CILIUM_DENY =
      read("cilium-deny.yaml", GenericKubernetesResource.class);

  private static Manifest policy(String file, Reach letsOutTo, boolean namesPods) {
    return new Manifest(read(file, NetworkPolicy.class), letsOutTo, namesPods);
  }

  private static <T> T read(String file, Class<T> type) {
    try (InputStream yaml = Manifest.class.getResourceAsStream(file)) {
      return new ObjectMapper(new YAMLFactory()).readValue(yaml, type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the manifest " + file, e);
    }
  }

  /** Whether the egress of the policy equals that of the policies for Windows. */
  static boolean isForWindows(NetworkPolicy policy) {
    return policy.getSpec() != null
        && hasBlocksForWindows(policy.getSpec())
        && (SameSpec.sameEgress(policy.getSpec(), CALICO_WINDOWS.policy.getSpec())
            || SameSpec.sameEgress(policy.getSpec(), CALICO_WINDOWS_DUAL_STACK.policy.getSpec()));
  }

  /** Cheap to ask of every policy: whether it has as many peers at least. */
  private static boolean hasBlocksForWindows(NetworkPolicySpec spec) {
    return spec.getEgress() != null && peers(spec) >= peers(CALICO_WINDOWS.policy.getSpec());
  }

  private static int peers(NetworkPolicySpec spec) {
    int peers = 0;
    for (NetworkPolicyEgressRule rule : spec.getEgress()) {
      peers += rule.getTo() == null ? 0 : rule.getTo().size();
    }
    return peers;
  }

  /** The equivalent policy in the form that Calico on Windows supports. */
  Manifest forWindows() {
    return letsOutTo == Reach.SURELY_REACHES_OTHER_ADDRESSES
        ? CALICO_WINDOWS_DUAL_STACK
        : CALICO_WINDOWS;
  }

  /** Whether adding this policy could widen the egress of the pods of the given policy. */
  boolean wouldWiden(Reading other) {
    return !other.has(namesPods ? Reach.REACHES_EVERYTHING : letsOutTo);
  }

  /** The spec for the pods of the term. */
  NetworkPolicySpec spec(SelectorTerm term) {
    return term.equals(SelectorTerm.EVERY_POD)
        ? policy.getSpec()
        : new NetworkPolicySpecBuilder(policy.getSpec())
            .withPodSelector(term.selector().toLabelSelector())
            .build();
  }

  /** The object for the pods of the term. */
  NetworkPolicy object(
      String namespace, String name, Map<String, String> labels, SelectorTerm term) {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setNamespace(namespace);
    metadata.setName(name);
    metadata.setLabels(labels);
    metadata.setAnnotations(policy.getMetadata().getAnnotations());
    NetworkPolicy object = new NetworkPolicy();
    object.setMetadata(metadata);
    object.setSpec(spec(term));
    return object;
  }
}
