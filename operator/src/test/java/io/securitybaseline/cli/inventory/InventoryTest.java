package io.securitybaseline.cli.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.securitybaseline.facts.KeptPolicy;
import io.securitybaseline.module.Scope;
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

  @Test
  void theNamespaceOfAClusterScopedObjectInAFileIsIgnored() {
    ClusterRoleBinding binding =
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("admins")
            .withNamespace("shop")
            .endMetadata()
            .build();

    Inventory inventory = new Inventory(List.of(binding));

    assertThat(inventory.scopes())
        .containsExactly(new Scope.OneObject("ClusterRoleBinding", "admins"));
    assertThat(inventory.find(ClusterRoleBinding.class, "admins")).contains(binding);
  }

  @Test
  void aNamespaceThatIsBeingDeletedIsNotEvaluated() {
    Namespace ending =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("shop")
            .withDeletionTimestamp("2026-11-28T17:00:00Z")
            .endMetadata()
            .build();

    assertThat(new Inventory(List.of(ending)).scopes())
        .doesNotContain(new Scope.InNamespace("shop"));
  }

  @Test
  void aNamespaceThatNoFileDescribesIsEvaluated() {
    RoleBinding binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("dev")
            .withNamespace("shop")
            .endMetadata()
            .build();

    Inventory inventory = new Inventory(List.of(binding));

    assertThat(inventory.scopes()).containsExactly(new Scope.InNamespace("shop"));
    assertThat(inventory.find(Namespace.class, "shop")).isPresent();
    assertThat(inventory.find(Namespace.class, "other")).isEmpty();
    assertThat(inventory.all(Namespace.class)).isEmpty();
  }
}
