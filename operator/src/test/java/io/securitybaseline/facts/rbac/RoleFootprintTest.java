package io.securitybaseline.facts.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.securitybaseline.facts.BindingWatches;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.facts.watch.NamespaceBudget;
import io.securitybaseline.facts.watch.PruningItemStore;
import io.securitybaseline.facts.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the caches of roles and bindings take, filled in the order in which they are listed. */
class RoleFootprintTest {

  private static final int ROLES = 5_000;
  private static final int BINDINGS = 50_000;
  private static final int NAMESPACES = 1_000;
  private static final int RULES = 10;
  private static final int LARGE = 100_000;
  private static final double MOST_MEBIBYTES = 40;
  private static final double MEBIBYTE = 1024 * 1024;

  private final Interners interners = Interners.create();
  private final NamespaceBudget budget = new NamespaceBudget();

  @Test
  void fiveThousandRolesAndFiftyThousandBindingsTakeAtMostFortyMebibytes() {
    PruningItemStore<Role> roles = store(RoleWatches.ROLES);
    PruningItemStore<RoleBinding> bindings = store(BindingWatches.ROLE_BINDINGS);
    double before = usedMebibytes();

    for (int i = 0; i < ROLES; i++) {
      put(roles, role(i));
    }
    double ofRoles = usedMebibytes() - before;
    for (int i = 0; i < BINDINGS; i++) {
      put(bindings, binding(i));
    }

    double taken = usedMebibytes() - before;
    System.out.printf("RoleFootprintTest: %.1f MiB, of that %.1f of roles%n", taken, ofRoles);
    assertThat(taken).isLessThanOrEqualTo(MOST_MEBIBYTES);
    // Also keeps both reachable until here.
    assertThat(roles.size() + bindings.size()).isEqualTo(ROLES + BINDINGS);
  }

  /** What a client with the right to write ClusterRoles sends. */
  @Test
  void aRoleOfAHundredThousandRulesIsReplacedByAMarker() {
    PruningItemStore<ClusterRole> roles = store(RoleWatches.CLUSTER_ROLES);
    List<PolicyRule> rules = new ArrayList<>();
    for (int i = 0; i < LARGE; i++) {
      rules.add(rule(i));
    }
    ClusterRole large =
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName("large")
            .withUid("uid-1")
            .withResourceVersion("1")
            .endMetadata()
            .withRules(rules)
            .build();

    put(roles, large);

    assertThat(roles.values())
        .singleElement()
        .satisfies(kept -> {
          assertThat(Marker.of(kept)).isPresent();
          assertThat(RoleWatches.CLUSTER_ROLE_RULES.of(kept)).isEmpty();
        });
  }

  private <T extends HasMetadata> PruningItemStore<T> store(Watch<T> watch) {
    return watch.store(interners, budget);
  }

  private static <T extends HasMetadata> void put(PruningItemStore<T> store, T object) {
    store.put(store.getKey(object), object);
  }

  /** Every second role has a rule of its own. */
  private static Role role(int number) {
    return new RoleBuilder()
        .withNewMetadata()
        .withName(text("role-" + number))
        .withNamespace(namespace(number / (ROLES / NAMESPACES)))
        .withUid(UUID.randomUUID().toString())
        .withResourceVersion(String.valueOf(1_000_000 + number))
        .endMetadata()
        .withRules(
            IntStream.range(0, RULES)
                .mapToObj(i -> rule(i == 0 && number % 2 == 0 ? RULES + number : i))
                .toList())
        .build();
  }

  private static PolicyRule rule(int number) {
    return new PolicyRuleBuilder()
        .withVerbs(text("get"), text("list"), text("watch"), text("update"))
        .withApiGroups(text("apps"))
        .withResources(text("resource-" + number), text("deployments"))
        .build();
  }

  private static RoleBinding binding(int number) {
    int team = number / (BINDINGS / NAMESPACES);
    int role = team * (ROLES / NAMESPACES) + number % (ROLES / NAMESPACES);
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(text("binding-" + number))
        .withNamespace(namespace(team))
        .withUid(UUID.randomUUID().toString())
        .withResourceVersion(String.valueOf(2_000_000 + number))
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "Role", text("role-" + role))
        .addNewSubject(null, "ServiceAccount", text("account-" + number % 10), namespace(team))
        .build();
  }

  private static String namespace(int number) {
    return text("team-" + number);
  }

  /** As from the wire: equal texts are not the same. */
  private static String text(String text) {
    return new String(text.toCharArray());
  }

  private static double usedMebibytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
  }
}
