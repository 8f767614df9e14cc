package io.securitybaseline.controls.leastprivilege;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Decision;
import io.securitybaseline.controls.golden.GoldenCase;
import io.securitybaseline.controls.golden.GoldenCases;
import io.securitybaseline.controls.golden.GoldenInput;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases in {@code control/leastprivilege}: objects of a cluster, what it serves, and the spec.
 */
class LeastPrivilegeGoldenTest {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenCases.answering("leastprivilege", LeastPrivilegeGoldenTest::evaluate);
  }

  private static Map<String, Object> evaluate(GoldenCase golden) {
    SecurityBaselineSpec spec =
        golden
            .one("in-spec.yaml", SecurityBaselineSpec.class)
            .orElseGet(SecurityBaselineSpec::defaults);
    GoldenInput input = new GoldenInput(new Baseline("baseline-1", spec));
    golden
        .all("in-objects.yaml", JsonNode.class)
        .forEach(each ->
            input.resources.add(
                Objects.requireNonNull(JSON.<HasMetadata>convertValue(each, HasMetadata.class))));
    golden
        .one("in-served.yaml", JsonNode.class)
        .ifPresent(groups ->
            groups
                .properties()
                .forEach(
                    group -> input.resources.serving(group.getKey(), names(group.getValue()))));
    List<Object> answers = new ArrayList<>();
    scopes(input)
        .flatMap(scope -> input.evaluations(new LeastPrivilegeModule(), scope).stream())
        .forEach(evaluation -> answers.add(answer(evaluation)));
    return Map.of("out-findings.yaml", answers);
  }

  private static Set<String> names(JsonNode resources) {
    return resources.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
  }

  private static Stream<Scope> scopes(GoldenInput input) {
    return Stream.concat(
        input
            .resources
            .all(ClusterRoleBinding.class)
            .map(it -> new Scope.OneObject("ClusterRoleBinding", it.getMetadata().getName())),
        input
            .resources
            .all(Namespace.class)
            .map(it -> new Scope.InNamespace(it.getMetadata().getName())));
  }

  private static Map<String, Object> answer(Evaluation evaluation) {
    Subject subject = evaluation.subject();
    Decision decision = evaluation.decision();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "subject",
        subject.namespace().isEmpty()
            ? subject.kind() + " " + subject.name()
            : "%s %s/%s".formatted(subject.kind(), subject.namespace(), subject.name()));
    answer.put("state", decision.state().map(Enum::name).orElse("NOT_CONCERNED"));
    if (evaluation.traits().counters().contains(LeastPrivilegeReport.PLATFORM)) {
      answer.put("platform", true);
    }
    answer.put(
        "findings",
        decision.findings().stream()
            .map(it -> "%s %s: %s".formatted(it.severity(), it.reason(), it.message()))
            .toList());
    return answer;
  }
}
