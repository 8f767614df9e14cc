package io.securitybaseline.chart;

import static io.securitybaseline.testing.Chart.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.controls.groupbindings.PreventionControl;
import io.securitybaseline.controls.groupbindings.RecordProtectionControl;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.controls.instancemetadata.ProtectionControl;
import io.securitybaseline.reconcile.OperatorConfig;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.Manifests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The operator holds few rights, and none that would make it a way to more. */
class ChartRightsTest {
  private static final Set<String> READING = Set.of("get", "list", "watch");

  /** Everything that may be written, and nothing else may. */
  private static final List<String> WRITES =
      List.of(
          "admissionregistration.k8s.io/validatingadmissionpolicies create delete patch",
          "admissionregistration.k8s.io/validatingadmissionpolicybindings create delete patch",
          "cilium.io/ciliumclusterwidenetworkpolicies create delete patch",
          "coordination.k8s.io/leases create patch",
          "core/events create",
          "core/namespaces patch",
          "networking.k8s.io/networkpolicies create delete patch",
          "securitybaseline.io/securitybaselines patch",
          "securitybaseline.io/securitybaselines/status patch");

  @Test
  void noWildcards() {
    assertThat(rules(Chart.render()))
        .isNotEmpty()
        .allSatisfy(rule -> {
          assertThat(texts(rule, "apiGroups")).doesNotContain("*");
          assertThat(texts(rule, "resources")).noneMatch(resource -> resource.contains("*"));
          assertThat(texts(rule, "verbs")).doesNotContain("*");
          assertThat(rule.has("nonResourceURLs")).isFalse();
        });
  }

  @Test
  void noWayToMoreRights() {
    assertThat(rules(Chart.render()))
        .allSatisfy(rule -> {
          assertThat(texts(rule, "verbs"))
              .doesNotContain("escalate", "bind", "impersonate", "deletecollection", "approve");
          assertThat(texts(rule, "resources"))
              .doesNotContain("secrets", "serviceaccounts/token")
              .noneMatch(resource -> resource.matches("pods/(exec|attach|portforward|proxy)"))
              .noneMatch(resource -> resource.startsWith("nodes/"));
          boolean isConfigMaps = texts(rule, "resources").contains("configmaps");
          if (isConfigMaps || texts(rule, "apiGroups").contains("rbac.authorization.k8s.io")) {
            assertThat(texts(rule, "verbs")).isSubsetOf(READING);
          }
          if (isConfigMaps) {
            assertThat(texts(rule, "resourceNames")).containsExactly("cilium-config");
          }
        });
  }

  @Test
  void writesAreTheseAndNoOthers() {
    var writes = new TreeMap<String, TreeSet<String>>();
    for (var rule : rules(Chart.render())) {
      for (var group : texts(rule, "apiGroups")) {
        for (var resource : texts(rule, "resources")) {
          var verbs = new ArrayList<>(texts(rule, "verbs"));
          verbs.removeAll(READING);
          var name = (group.isEmpty() ? "core" : group) + "/" + resource;
          writes.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(verbs);
        }
      }
    }

    assertThat(
            writes.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + " " + String.join(" ", entry.getValue())))
        .containsExactlyElementsOf(WRITES);
  }

  @Test
  void onlyNamedRolesCanBeBound() {
    var rules =
        rules(
            Chart.render("groupBindings: {bind: {clusterRoles: [edit, view], roles: [deployer]}}"));

    assertThat(rules)
        .filteredOn(rule -> texts(rule, "verbs").contains("bind"))
        .extracting(rule -> texts(rule, "resources"), rule -> texts(rule, "resourceNames"))
        .containsExactlyInAnyOrder(
            tuple(List.of("clusterroles"), List.of("edit", "view")),
            tuple(List.of("roles"), List.of("deployer")));
    assertThat(rules)
        .allSatisfy(rule -> {
          assertThat(texts(rule, "verbs")).doesNotContain("escalate", "impersonate", "*");
          if (texts(rule, "resources").contains("rolebindings")) {
            assertThat(texts(rule, "verbs")).isSubsetOf("get", "list", "watch", "patch");
          }
        });
  }

  @Test
  void policiesOfOthersCannotBeChanged() {
    var names =
        Map.of(
            "validatingadmissionpolicies",
            List.of(PreventionControl.NAME, RecordProtectionControl.NAME, ProtectionControl.NAME),
            "validatingadmissionpolicybindings",
            List.of(PreventionControl.NAME, RecordProtectionControl.NAME, ProtectionControl.NAME),
            "ciliumclusterwidenetworkpolicies",
            List.of(PolicyNames.FIRST),
            "networkpolicies",
            PolicyNames.all());
    var narrowed = List.of("patch", "delete", "update");

    assertThat(rules(Chart.render()))
        .filteredOn(rule -> !Collections.disjoint(texts(rule, "verbs"), narrowed))
        .flatExtracting(rule -> texts(rule, "resources"))
        .containsAll(names.keySet());
    assertThat(rules(Chart.render()))
        .filteredOn(rule -> !Collections.disjoint(texts(rule, "verbs"), narrowed))
        .allSatisfy(rule ->
            assertThat(texts(rule, "resources"))
                .filteredOn(names::containsKey)
                .allSatisfy(resource ->
                    assertThat(texts(rule, "resourceNames")).isEqualTo(names.get(resource))));
  }

  @Test
  void onlyWhatIsInANamespaceIsCreatedUnderAnyName() {
    assertThat(rules(Chart.render()))
        .filteredOn(rule -> texts(rule, "verbs").contains("create") && !rule.has("resourceNames"))
        .flatExtracting(rule -> texts(rule, "resources"))
        .containsExactlyInAnyOrder("networkpolicies", "events", "leases");
  }

  @Test
  void theBaselineIsWrittenByItsNameAlone() {
    assertThat(rules(Chart.render()))
        .filteredOn(rule -> texts(rule, "apiGroups").contains("securitybaseline.io"))
        .filteredOn(rule -> texts(rule, "verbs").contains("patch"))
        .singleElement()
        .satisfies(rule ->
            assertThat(texts(rule, "resourceNames")).containsExactly(SecurityBaseline.NAME));
  }

  @Test
  void eventsAreMadeInOneNamespaceOnly() {
    assertThat(Chart.render().all("ClusterRole").toList())
        .isNotEmpty()
        .noneMatch(role -> role.at("/rules").toString().contains("events"));
    assertThat(role("default").at("/rules"))
        .singleElement()
        .satisfies(rule -> {
          assertThat(texts(rule, "resources")).containsExactly("events");
          assertThat(texts(rule, "verbs")).containsExactly("create");
        });
  }

  @Test
  void leasesAreTheOnlyRightInTheOwnNamespaceAndOneByNameInKubeSystem() {
    assertThat(Stream.of(role(Chart.NAMESPACE), role("kube-system")))
        .allSatisfy(role ->
            assertThat(role.at("/rules"))
                .allSatisfy(rule -> {
                  assertThat(texts(rule, "resources")).containsExactly("leases");
                  assertThat(
                          texts(rule, "verbs").equals(List.of("create"))
                              || rule.has("resourceNames"))
                      .isTrue();
                }));
    assertThat(role("kube-system").toString())
        .contains(OperatorConfig.LEASE)
        .doesNotContain("create");
  }

  @Test
  void bindingsNameTheChartsOwnAccountAlone() {
    var chart = Chart.render();
    var account = chart.only("ServiceAccount").at("/metadata/name");

    assertThat(Stream.concat(chart.all("ClusterRoleBinding"), chart.all("RoleBinding")))
        .hasSize(4)
        .allSatisfy(binding -> {
          assertThat(binding.at("/subjects")).hasSize(1);
          assertThat(binding.at("/subjects/0/name")).isEqualTo(account);
          assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo(Chart.NAMESPACE);
        });
    assertThat(chart.only("Deployment").at("/spec/template/spec/serviceAccountName"))
        .isEqualTo(account);
  }

  @Test
  void everyRuleHasItsReason() {
    for (var file : List.of("clusterrole", "role")) {
      var template = GeneratedFile.read(Chart.PATH + "/templates/" + file + ".yaml");
      var blocks =
          Pattern.compile("(?m)^((?:  # .*\n)*)  - apiGroups: .*\n(?:    .*\n)*").matcher(template);
      assertThat(blocks.results())
          .as(file)
          .isNotEmpty()
          .allSatisfy(rule -> assertThat(rule.group(1)).as("%s", rule.group()).isNotBlank());
    }
  }

  private static JsonNode role(String namespace) {
    return Chart.render()
        .all("Role")
        .filter(role -> role.at("/metadata/namespace").asText().equals(namespace))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> rules(Manifests chart) {
    return Stream.concat(chart.all("ClusterRole"), chart.all("Role"))
        .flatMap(role -> StreamSupport.stream(role.at("/rules").spliterator(), false))
        .toList();
  }
}
