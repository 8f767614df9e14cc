package io.securitybaseline.control.instancemetadata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpecBuilder;
import io.securitybaseline.control.instancemetadata.egress.Address;
import io.securitybaseline.control.instancemetadata.egress.AddressSet;
import io.securitybaseline.control.instancemetadata.egress.EgressPolicy;
import io.securitybaseline.control.instancemetadata.egress.Protocol;
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
record Manifest(NetworkPolicy policy, AddressSet letsOutTo, boolean namesPods) {

  /** The instance metadata service. */
  static final Address ADDRESS = Address.parse("169.254.169.254").orElseThrow();

  /** It speaks HTTP and nothing else: docs/decisions/0003-reach-means-tcp-80.md. */
  static final int PORT = 80;

  private static final AddressSet IPV4_BUT_ONE =
      AddressSet.ALL_IPV4.minus(AddressSet.only(ADDRESS));
  private static final AddressSet ALL_BUT_ONE =
      AddressSet.EVERYTHING.minus(AddressSet.only(ADDRESS));

  static final Manifest IPV4 = policy("ipv4.yaml", IPV4_BUT_ONE, false);
  static final Manifest DUAL_STACK = policy("dual-stack.yaml", ALL_BUT_ONE, false);
  static final Manifest CALICO_WINDOWS = policy("calico-windows.yaml", IPV4_BUT_ONE, false);
  static final Manifest CALICO_WINDOWS_DUAL_STACK =
      policy("calico-windows-dual-stack.yaml", ALL_BUT_ONE, false);
  static final Manifest CILIUM_LEGACY = policy("cilium-legacy.yaml", IPV4_BUT_ONE, true);
  static final Manifest CILIUM_LEGACY_DUAL_STACK =
      policy("cilium-legacy-dual-stack.yaml", ALL_BUT_ONE, true);

  /** Not of this kind: Cilium's own, for the whole cluster. */
  static final GenericKubernetesResource CILIUM_DENY =
      read("cilium-deny.yaml", GenericKubernetesResource.class);

  private static Manifest policy(String file, AddressSet letsOutTo, boolean namesPods) {
    return new Manifest(read(file, NetworkPolicy.class), letsOutTo, namesPods);
  }

  private static <T> T read(String file, Class<T> type) {
    try (InputStream yaml = Manifest.class.getResourceAsStream(file)) {
      return new ObjectMapper(new YAMLFactory()).readValue(yaml, type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the manifest " + file, e);
    }
  }

  /** Whether the address can be reached under the policy, as far as the policy can tell. */
  static boolean mayReach(EgressPolicy policy) {
    return policy.mayLetThrough(ADDRESS, Protocol.TCP, PORT);
  }

  /** Whether the policy says of egress what those for Windows say. */
  static boolean isForWindows(NetworkPolicy policy) {
    return policy.getSpec() != null
        && (SameSpec.sameEgress(policy.getSpec(), CALICO_WINDOWS.policy.getSpec())
            || SameSpec.sameEgress(policy.getSpec(), CALICO_WINDOWS_DUAL_STACK.policy.getSpec()));
  }

  /** The one that lets out as far, in the form that Calico on Windows understands. */
  Manifest forWindows() {
    return letsOutTo.equals(ALL_BUT_ONE) ? CALICO_WINDOWS_DUAL_STACK : CALICO_WINDOWS;
  }

  /** Whether adding this one could let pods of the given policy out further than that one does. */
  boolean wouldWiden(EgressPolicy other) {
    return namesPods ? !other.letsEverythingThrough() : !other.surelyLetsThrough(letsOutTo);
  }

  /** The spec for the pods of the term. */
  NetworkPolicySpec spec(Term term) {
    return term.equals(Term.EVERY_POD)
        ? policy.getSpec()
        : new NetworkPolicySpecBuilder(policy.getSpec())
            .withPodSelector(term.selector().toLabelSelector())
            .build();
  }

  /** The object for the pods of the term. */
  NetworkPolicy object(String namespace, String name, Map<String, String> labels, Term term) {
    NetworkPolicy object =
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withLabels(labels)
            .withAnnotations(policy.getMetadata().getAnnotations())
            .endMetadata()
            .build();
    object.setSpec(spec(term));
    return object;
  }
}
