package io.securitybaseline.controls.instancemetadata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Reach;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model of Calico against what packets did with Felix 3.28. */
class CalicoModelTest {

  private static final CalicoModel MODEL = new CalicoModel();

  private static final NamespaceSnapshot NAMESPACE =
      new NamespaceSnapshot(
          "shop",
          "uid",
          Map.of("team", "a", "kubernetes.io/metadata.name", "shop"),
          List.of(),
          List.of(),
          List.of(),
          new ClusterSnapshot(Map.of(), false, false, false, false, false, null));

  /** C1. Labels that Calico adds, and those that a pod has itself. */
  @ParameterizedTest(name = "{0} {1} on {2}: {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        "projectcalico.org/orchestrator; k8s; {}; YES",
        "projectcalico.org/orchestrator; k8s; {projectcalico.org/orchestrator: forged}; YES",
        "projectcalico.org/orchestrator; forged; {projectcalico.org/orchestrator: forged}; NO",
        "projectcalico.org/namespace; shop; {}; YES",
        "projectcalico.org/namespace; other; {}; NO",
        "pcns.projectcalico.org/name; shop; {}; YES",
        "pcns.kubernetes.io/metadata.name; shop; {}; YES",
        "pcns.team; a; {}; YES",
        "pcns.team; b; {}; NO",
        "pcns.team; b; {pcns.team: b}; YES",
        "pcns.absent; a; {}; NO",
        "projectcalico.org/serviceaccount; default; {}; UNKNOWN",
        "projectcalico.org/serviceaccount; default; {projectcalico.org/serviceaccount: x}; UNKNOWN",
        "pcsa.projectcalico.org/name; default; {}; UNKNOWN",
        "pcsa.tier; x; {}; UNKNOWN",
        "pcsa.tier; x; {pcsa.tier: x}; YES",
        "app; web; {app: web}; YES",
        "app; web; {}; NO",
      })
  void labelsThatCalicoAdds(String key, String value, String pod, Answer selects) {
    PolicySnapshot policy =
        Policies.snapshot(
            "{podSelector: {matchLabels: {'%s': '%s'}}, policyTypes: [Egress]}"
                .formatted(key, value));

    PodLabels labels = MODEL.labels(NAMESPACE, Policies.labels(pod), Set.of(key));

    assertThat(labels.selectedBy(Objects.requireNonNull(policy.egress().pods())))
        .isEqualTo(selects);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{app: web}; NO",
        "{app: api}; UNKNOWN",
      })
  void oneLabelThatDiffersIsEnough(String pod, Answer selects) {
    PolicySnapshot policy =
        Policies.snapshot(
            "{podSelector: {matchLabels: {app: api, pcsa.tier: x}}, policyTypes: [Egress]}");

    PodLabels labels = MODEL.labels(NAMESPACE, Policies.labels(pod), Set.of("app", "pcsa.tier"));

    assertThat(labels.selectedBy(Objects.requireNonNull(policy.egress().pods())))
        .isEqualTo(selects);
  }

  /** C4. Blocks that API servers before 1.36 stored. */
  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{cidr: 0.0.0.0/0, except: [010.0.0.0/8, 169.254.169.254/32]}; true; true",
        "{cidr: 0.0.0.0/0, except: [169.254.169.254/32, 010.0.0.0/8]}; false; false",
        "{cidr: 0.0.0.0/0, except: [169.254.169.254/24]}; false; false",
        "{cidr: 010.0.0.0/8}; true; true",
        "{cidr: 10.10.0.0/0, except: [169.254.169.254/32]}; false; false",
        "{cidr: 169.254.1.1/16}; true; true",
        "{cidr: '::ffff:10.0.0.0/104'}; true; false",
        "{cidr: 0.0.0.0/0, except: ['::ffff:10.0.0.0/104', 169.254.169.254/32]}; true; false",
      })
  void blocksThatCalicoCannotParse(String block, boolean may, boolean surely) {
    PolicySnapshot policy =
        Policies.snapshot(
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: %s}]}]}"
                .formatted(block));

    assertThat(MODEL.reading(policy).has(Reach.MAY_REACH_SERVICE)).isEqualTo(may);
    assertThat(MODEL.reading(policy).has(Reach.SURELY_REACHES_SERVICE)).isEqualTo(surely);
  }
}
