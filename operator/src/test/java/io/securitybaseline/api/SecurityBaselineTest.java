package io.securitybaseline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.spec.ApiServerAccess;
import io.securitybaseline.api.spec.DeletionPolicy;
import io.securitybaseline.api.spec.EngineChoice;
import io.securitybaseline.api.spec.EntraIntegration;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.PodSecurityLevel;
import io.securitybaseline.api.spec.Prevention;
import io.securitybaseline.api.spec.Reports;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.spec.ServicePrincipals;
import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Reading and writing the resource, as the client does. */
class SecurityBaselineTest {
  private static final ObjectMapper YAML = new YAMLMapper();

  @Test
  void everyFieldSurvivesReadingAndWriting() throws IOException {
    var written =
        Files.readString(GeneratedFile.repository().resolve("examples/securitybaseline-full.yaml"));

    var read = Serialization.unmarshal(written, SecurityBaseline.class);

    assertThat(YAML.readTree(Serialization.asYaml(read)).path("spec"))
        .isEqualTo(YAML.readTree(written).path("spec"));
  }

  @Test
  void emptySpecHasTheDefaultsOfTheSchema() {
    var spec = read("spec: {}").getSpec();

    assertThat(spec).isEqualTo(SecurityBaselineSpec.defaults());
    assertThat(YAML.<JsonNode>valueToTree(spec))
        .isEqualTo(defaults(SecurityBaselineCrd.schema().path("properties").path("spec")));
  }

  @Test
  void missingStatusStaysMissing() {
    assertThat(read("spec: {}").getStatus()).isNull();
    assertThat(read("status: {}").getStatus().conditions()).isEmpty();
    assertThat(Serialization.asYaml(read("status: {nodes: {total: 3}}"))).doesNotContain("null");
  }

  @Test
  void fieldsOfNewerVersionAreIgnored() {
    var spec = read("spec: {mode: Enforce, nodes: {kernel: {live: true}}, budget: 3}").getSpec();

    assertThat(spec.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(spec.nodes()).isEqualTo(SecurityBaselineSpec.defaults().nodes());
  }

  @Test
  void wordsOfNewerVersionMeanWhatChangesLeast() {
    var spec =
        read("""
        spec:
          mode: Dwim
          deletionPolicy: Dwim
          exemptions: [{name: a, control: Dwim, expiresOn: "2027-03-31"}]
          instanceMetadata: {mode: Dwim, engine: Dwim}
          groupBindings: {servicePrincipals: Dwim, entraIntegration: Dwim, prevention: Dwim}
          cluster: {require: {apiServerAccess: Dwim, nodeOsUpgradeChannels: [Dwim]}}
          podSecurity: {level: Dwim}
          reports: Dwim
        """)
            .getSpec();

    assertThat(spec.mode()).isEqualTo(Mode.AUDIT);
    assertThat(spec.deletionPolicy()).isEqualTo(DeletionPolicy.ORPHAN);
    assertThat(spec.exemptions().getFirst().control()).isNull();
    assertThat(spec.instanceMetadata().mode()).isEqualTo(Mode.AUDIT);
    assertThat(spec.instanceMetadata().engine()).isEqualTo(EngineChoice.AUTO);
    assertThat(spec.groupBindings().servicePrincipals()).isEqualTo(ServicePrincipals.REPORT);
    assertThat(spec.groupBindings().entraIntegration()).isEqualTo(EntraIntegration.AUTO);
    assertThat(spec.groupBindings().prevention()).isEqualTo(Prevention.WARN);
    assertThat(spec.cluster().require().apiServerAccess()).isEqualTo(ApiServerAccess.RESTRICTED);
    assertThat(spec.cluster().require().nodeOsUpgradeChannels()).containsExactly("Dwim");
    assertThat(spec.podSecurity().level()).isEqualTo(PodSecurityLevel.BASELINE);
    assertThat(spec.reports()).isEqualTo(Reports.NONE);
  }

  @Test
  void modeOfControlOverridesModeOfAll() {
    var spec = read("spec: {mode: Enforce, nodes: {mode: \"Off\"}}").getSpec();

    assertThat(spec.effectiveMode(spec.nodes().mode())).isEqualTo(Mode.OFF);
    assertThat(spec.effectiveMode(spec.cluster().mode())).isEqualTo(Mode.ENFORCE);
  }

  @Test
  void exemptionIsInForceUpToItsDate() {
    var exemption = exemption("2027-03-31");

    assertThat(exemption.inForceOn(LocalDate.of(2027, 3, 31))).isTrue();
    assertThat(exemption.inForceOn(LocalDate.of(2027, 4, 1))).isFalse();
    assertThat(exemption("soon").inForceOn(LocalDate.of(2027, 3, 31))).isFalse();
  }

  private static Exemption exemption(String expiresOn) {
    return read("spec: {exemptions: [{name: a, expiresOn: \"%s\"}]}".formatted(expiresOn))
        .getSpec()
        .exemptions()
        .getFirst();
  }

  private static SecurityBaseline read(String specOrStatus) {
    return Serialization.unmarshal(
        """
        apiVersion: securitybaseline.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: default}
        """
            + specOrStatus,
        SecurityBaseline.class);
  }

  /** What the API server makes of an empty object. */
  private static ObjectNode defaults(JsonNode schema) {
    var object = YAML.createObjectNode();
    for (var property : schema.path("properties").properties()) {
      var field = property.getValue();
      if (field.has("properties") && field.has("default")) {
        object.set(property.getKey(), defaults(field));
      } else if (field.has("default")) {
        object.set(property.getKey(), field.path("default"));
      }
    }
    return object;
  }
}
