package io.securitybaseline.controls.groupbindings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.golden.AdmissionCase;
import io.securitybaseline.controls.golden.GoldenCase;
import io.securitybaseline.controls.golden.GoldenCases;
import io.securitybaseline.controls.golden.GoldenInput;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.module.Scope;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases in {@code control/groupbindings}: one binding each. With an {@code in-admission.yaml},
 * the admission policy.
 */
class GroupBindingsGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final GroupBindingsModule MODULE = new GroupBindingsModule();

  /** What a case says of access; one that says nothing has Entra ID on and may bind every role. */
  record Access(
      @Nullable Entra entra,
      @Nullable Boolean reported,
      @Nullable Set<RoleName> bindable,
      @Nullable Set<RoleName> missing,
      @Nullable String self,
      @Nullable Integer recordsLost) {

    AccessSnapshot snapshot(SecurityBaselineSpec spec) {
      Set<RoleName> mapped =
          spec.groupBindings().groups().stream()
              .map(GroupMapping::roles)
              .flatMap(roles -> roles.stream())
              .collect(Collectors.toSet());
      return new AccessSnapshot(
          Objects.requireNonNullElse(entra, Entra.ON),
          Objects.requireNonNullElse(reported, true),
          Objects.requireNonNullElse(bindable, mapped),
          Objects.requireNonNullElse(missing, Set.of()),
          Objects.requireNonNullElse(self, "system:serviceaccount:baseline:operator"));
    }
  }

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenCases.of("groupbindings", GroupBindingsGoldenTest::evaluate);
  }

  private static Verdict evaluate(GoldenCase golden) {
    SecurityBaselineSpec spec =
        golden
            .one("in-baseline.yaml", JsonNode.class)
            .map(baseline -> JSON.convertValue(baseline.get("spec"), SecurityBaselineSpec.class))
            .orElseThrow();
    Baseline baseline = new Baseline("baseline-1", spec);
    return AdmissionCase.verdict(golden, MODULE, baseline, PreventionControl.NAME)
        .orElseGet(() -> binding(golden, baseline));
  }

  private static Verdict binding(GoldenCase golden, Baseline baseline) {
    Access access =
        golden
            .one("in-access.yaml", Access.class)
            .orElse(new Access(null, null, null, null, null, null));
    GoldenInput input =
        new GoldenInput(baseline)
            .access(
                access.snapshot(baseline.spec()),
                Objects.requireNonNullElse(access.recordsLost(), 0));
    golden
        .one("in-directory.yaml", DirectoryCase.class)
        .ifPresent(directory -> input.memberships(directory.memberships()));
    input.resources.addAll(golden.all("in-administrators.yaml", ClusterRoleBinding.class));
    return golden
        .one("in-rolebinding.yaml", RoleBinding.class)
        .map(binding -> verdict(binding, input))
        .or(() ->
            golden
                .one("in-clusterrolebinding.yaml", ClusterRoleBinding.class)
                .map(binding -> verdict(binding, input)))
        .orElseThrow();
  }

  private static Verdict verdict(RoleBinding binding, GoldenInput input) {
    String namespace = binding.getMetadata().getNamespace();
    input
        .resources
        .add(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .add(binding);
    return input.verdict(MODULE, new Scope.InNamespace(namespace), binding.getMetadata().getName());
  }

  private static Verdict verdict(ClusterRoleBinding binding, GoldenInput input) {
    String name = binding.getMetadata().getName();
    input.resources.add(binding);
    return input.verdict(MODULE, new Scope.OneObject("ClusterRoleBinding", name), name);
  }
}
