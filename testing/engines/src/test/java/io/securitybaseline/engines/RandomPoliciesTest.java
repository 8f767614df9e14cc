package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomPoliciesTest {

  @Test
  void aSeedAlwaysMakesTheSameObjects() {
    assertThat(RandomCalicoPolicies.of(7).objects())
        .isEqualTo(RandomCalicoPolicies.of(7).objects());
    assertThat(RandomCiliumPolicies.of(7).objects())
        .isEqualTo(RandomCiliumPolicies.of(7).objects());
  }

  @Test
  void thereAreAllKindsAmongTheFirstSeeds() {
    assertThat(kinds(LongStream.range(1, 60).mapToObj(RandomCalicoPolicies::of).toList()))
        .contains("GlobalNetworkPolicy", "NetworkPolicy", "NetworkSet");
    assertThat(kinds(LongStream.range(1, 60).mapToObj(RandomCiliumPolicies::of).toList()))
        .contains("CiliumClusterwideNetworkPolicy", "CiliumNetworkPolicy", "NetworkPolicy");
  }

  private static List<String> kinds(List<Scenario> scenarios) {
    return scenarios.stream()
        .flatMap(each -> each.objects().stream())
        .map(HasMetadata::getKind)
        .distinct()
        .toList();
  }
}
