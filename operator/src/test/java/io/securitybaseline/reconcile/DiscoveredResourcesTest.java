package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.APIResourceBuilder;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.controls.golden.ListedResources;
import io.securitybaseline.facts.rbac.ServedResources;
import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The API server is asked what it serves once for each version of it. */
class DiscoveredResourcesTest {

  private static final Map<String, Set<String>> SERVED =
      Map.of("v1", Set.of("pods", "pods/exec"), "apps/v1", Set.of("deployments"));

  private final MovableClock clock = MovableClock.at("2026-11-01T12:00:00Z");
  private final ListedResources cluster =
      new ListedResources()
          .add(service("", "v1", "onstart"))
          .add(service("apps", "v1", "onstart"))
          .add(service("contoso.com", "v1", "true"));
  private final List<String> asked = new ArrayList<>();
  private Optional<String> version = Optional.of("v1.34.0");
  private ServedResources found = ServedResources.UNKNOWN;
  private boolean down;

  private final DiscoveredResources discovered =
      new DiscoveredResources(cluster, it -> found = it, () -> version, this::serve, clock);

  @Test
  void whatTheApiServerHasItselfIsAskedOnce() {
    discovered.refresh();
    clock.advance(Duration.ofDays(1));
    discovered.refresh();

    assertThat(asked).containsExactly("apps/v1", "v1");
    assertThat(found.of("")).contains(Set.of("pods"));
    assertThat(found.of("apps")).contains(Set.of("deployments"));
    assertThat(found.of("contoso.com")).isEmpty();
  }

  @Test
  void anotherVersionOfTheApiServerIsAskedAgain() {
    discovered.refresh();
    version = Optional.of("v1.35.0");
    discovered.refresh();

    assertThat(asked).hasSize(4);
  }

  @Test
  void anotherGroupIsAskedFor() {
    discovered.refresh();
    cluster.add(service("batch", "v1", "onstart"));
    discovered.refresh();

    assertThat(asked).hasSize(5).contains("batch/v1");
    assertThat(found.of("batch")).as("the API server does not answer for it").isEmpty();
  }

  @Test
  void aGroupThatADefinitionExtendsIsUnknown() {
    cluster.add(service("apps", "v1alpha1", "true"));
    discovered.refresh();

    assertThat(found.of("apps")).isEmpty();
  }

  @Test
  void afterAFailureItIsUnknownAndAskedAgainAfterAWhile() {
    down = true;
    discovered.refresh();
    discovered.refresh();

    assertThat(asked).hasSize(1);
    assertThat(found).isEqualTo(ServedResources.UNKNOWN);

    down = false;
    clock.advance(Duration.ofMinutes(6));
    discovered.refresh();

    assertThat(found.of("apps")).isPresent();
  }

  private @Nullable APIResourceList serve(String groupVersion) {
    asked.add(groupVersion);
    if (down) {
      throw new KubernetesClientException("down");
    }
    Set<String> names = SERVED.get(groupVersion);
    return names == null
        ? null
        : new APIResourceListBuilder()
            .withResources(
                names.stream().map(it -> new APIResourceBuilder().withName(it).build()).toList())
            .build();
  }

  private static APIService service(String group, String version, String managed) {
    return new APIServiceBuilder()
        .withNewMetadata()
        .withName(version + "." + group)
        .addToLabels("kube-aggregator.kubernetes.io/automanaged", managed)
        .endMetadata()
        .withNewSpec()
        .withGroup(group)
        .withVersion(version)
        .endSpec()
        .build();
  }
}
