package io.securitybaseline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.cli.inventory.EntraAssumption;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.azure.directory.Memberships;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan shows of the label enforce before it is set. */
class PodSecurityPlanTest {

  private static final String SPEC =
      """
      ---
      mode: "Off"
      podSecurity: {mode: Enforce, level: restricted, enforceLabel: true}
      """;

  private static final String SHOP =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, uid: uid-shop, resourceVersion: "7"}
      """;

  private static final String UNSAFE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec: {template: {spec: {containers: [{name: app, image: none}]}}}
      """;

  private static final String SAFE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        template:
          spec:
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            containers:
            - name: app
              image: none
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """;

  @Test
  void theWorkloadsThatTheLabelWouldRejectAreListedAndItIsNotPlanned() {
    Plan plan = plan(UNSAFE);

    assertThat(plan.planned())
        .anySatisfy(planned -> {
          assertThat(planned.reason()).isEqualTo("EnforceWithheld");
          assertThat(planned.namespace()).isEqualTo("shop");
          assertThat(planned.message()).contains("it would reject Deployment/web");
        });
    assertThat(PlanFormat.YAML.print(plan))
        .contains("pod-security.kubernetes.io/warn: restricted")
        .doesNotContain("pod-security.kubernetes.io/enforce: restricted\n");
  }

  @Test
  void whereNothingWouldBeRejectedTheLabelIsPlanned() {
    Plan plan = plan(SAFE);

    assertThat(plan.planned())
        .extracting(Planned::reason)
        .isNotEmpty()
        .doesNotContain("EnforceWithheld");
    assertThat(PlanFormat.YAML.print(plan))
        .contains("pod-security.kubernetes.io/enforce: restricted\n");
  }

  private static Plan plan(String workload) {
    List<HasMetadata> objects =
        List.of(
            Serialization.unmarshal(SHOP, Namespace.class),
            Serialization.unmarshal(workload, Deployment.class));
    return new Planner(
            Controls.ALL,
            new Inventory(objects),
            new Baseline("uid-1", Serialization.unmarshal(SPEC, SecurityBaselineSpec.class)),
            new PlanTerms(
                new EntraAssumption(Entra.ON, List.of()),
                Instant.parse("2026-11-24T00:00:00Z"),
                _ -> Memberships.NONE))
        .ofEverything();
  }
}
