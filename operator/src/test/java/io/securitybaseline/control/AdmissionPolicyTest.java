package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controls.groupbindings.PreventionControl;
import io.securitybaseline.controls.groupbindings.RecordProtectionControl;
import io.securitybaseline.controls.instancemetadata.ProtectionControl;
import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "groupbindings, user-bindings",
    "groupbindings, replaced-subjects",
    "instancemetadata, protection"
  })
  void itsPageShowsWhatIsCreated(String control, String prefix) throws IOException {
    String page = GeneratedFile.read("docs/controls/" + control + ".md");

    for (String file : new String[] {"policy", "binding"}) {
      assertThat(page).contains(manifest(control, prefix + "-" + file + ".yaml").strip());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "groupbindings, user-bindings, " + PreventionControl.NAME,
    "groupbindings, replaced-subjects, " + RecordProtectionControl.NAME,
    "instancemetadata, protection, " + ProtectionControl.NAME
  })
  void policyAndBindingHaveTheNameThatTheChartGrants(String control, String prefix, String name)
      throws IOException {
    for (String file : new String[] {"policy", "binding"}) {
      assertThat(manifest(control, prefix + "-" + file + ".yaml")).contains("\n  name: " + name);
    }
  }

  private static String manifest(String control, String file) throws IOException {
    String path = "/io/securitybaseline/controls/" + control + "/" + file;
    try (var yaml = AdmissionPolicy.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(yaml, path).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
