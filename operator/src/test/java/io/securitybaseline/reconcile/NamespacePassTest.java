package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Create;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.Update;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.facts.PolicySnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was put back is drift; what tenants' own policies ask for is none. */
class NamespacePassTest {
  private static final String FIRST = "restrict-instance-metadata";
  private static final NetworkPolicy ALL = ours(FIRST, Map.of());
  private static final NetworkPolicy SOME = ours(FIRST, Map.of("app", "web"));
  private static final int IN_PLACE = selected(List.of(ALL));

  @Test
  void whatIsPutBackIsTheSameAsBefore() {
    assertThat(selected(List.of(), new Create(ALL, ""))).isEqualTo(IN_PLACE);
    assertThat(selected(List.of(SOME), new Update(ALL, Seen.of(SOME), ""))).isEqualTo(IN_PLACE);
    NetworkPolicy surplus = ours(FIRST + "-2", Map.of("app", "web"));
    assertThat(selected(List.of(ALL, surplus), new Delete(surplus, Seen.of(surplus), "")))
        .isEqualTo(IN_PLACE);
  }

  @Test
  void whatTenantsAskForIsNot() {
    assertThat(selected(List.of(ALL), new Update(SOME, Seen.of(ALL), ""))).isNotEqualTo(IN_PLACE);
    assertThat(selected(List.of(ALL), new Delete(ALL, Seen.of(ALL), ""))).isNotEqualTo(IN_PLACE);
    assertThat(selected(List.of(ALL), new Create(ours(FIRST + "-2", Map.of("app", "web")), "")))
        .isNotEqualTo(IN_PLACE);
  }

  @Test
  void policiesOfOthersDoNotCount() {
    NetworkPolicy theirs =
        new NetworkPolicyBuilder().withNewMetadata().withName("theirs").endMetadata().build();

    assertThat(selected(List.of(ALL, theirs))).isEqualTo(IN_PLACE);
  }

  private static int selected(List<NetworkPolicy> policies, Change... changes) {
    return NamespacePass.selected(
        policies.stream().map(PolicySnapshot::of).toList(), List.of(changes));
  }

  private static NetworkPolicy ours(String name, Map<String, String> selected) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .withResourceVersion("7")
        .withLabels(Ownership.labels("uid-1"))
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(selected)
        .endPodSelector()
        .endSpec()
        .build();
  }
}
