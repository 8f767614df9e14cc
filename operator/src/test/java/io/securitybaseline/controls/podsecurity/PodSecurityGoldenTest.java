package io.securitybaseline.controls.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.golden.GoldenCase;
import io.securitybaseline.controls.golden.GoldenCases;
import io.securitybaseline.controls.golden.GoldenInput;
import io.securitybaseline.module.Scope;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases in {@code control/podsecurity}: objects of the namespace {@code shop}, and the spec.
 */
class PodSecurityGoldenTest {

  private static final String NAMESPACE = "shop";
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenCases.of("podsecurity", PodSecurityGoldenTest::evaluate);
  }

  private static Verdict evaluate(GoldenCase golden) {
    SecurityBaselineSpec spec =
        golden
            .one("in-spec.yaml", SecurityBaselineSpec.class)
            .orElseGet(SecurityBaselineSpec::defaults);
    GoldenInput input = new GoldenInput(new Baseline("baseline-1", spec));
    golden
        .all("in-objects.yaml", JsonNode.class)
        .forEach(each -> input.resources.add(object(each)));
    return input.verdict(new PodSecurityModule(), new Scope.InNamespace(NAMESPACE), NAMESPACE);
  }

  private static HasMetadata object(JsonNode json) {
    HasMetadata object = JSON.convertValue(json, HasMetadata.class);
    return Objects.requireNonNull(object);
  }
}
