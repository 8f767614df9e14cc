package io.securitybaseline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.securitybaseline.facts.KeptPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryTest {

  @Test
  void aPolicyIsFoundWhetherItWasReducedOrNot() {
    NetworkPolicy whole =
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withName("whole")
            .withNamespace("shop")
            .endMetadata()
            .build();
    NetworkPolicy reduced = KeptPolicy.of(new NetworkPolicyBuilder(whole).build(), _ -> false);

    Inventory inventory = new Inventory(List.of(whole, reduced));

    assertThat(inventory.inNamespace(NetworkPolicy.class, "shop")).containsExactly(whole, reduced);
    assertThat(inventory.all(NetworkPolicy.class)).hasSize(2);
  }
}
