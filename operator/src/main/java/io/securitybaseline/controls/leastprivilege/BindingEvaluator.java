package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.api.spec.LeastPrivilegeSpec;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.control.Withheld;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.facts.rbac.RoleRules;
import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.module.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates one binding together with the rules that its role has. */
final class BindingEvaluator {

  /** The subjects whose role is evaluated. */
  private static final List<SubjectKind> EVALUATED =
      List.of(SubjectKind.ANONYMOUS, SubjectKind.AUTHENTICATED, SubjectKind.OTHER);

  private final BindingSubjects subjects;
  private final KnownRoles roles;
  private final LeastPrivilegeSpec spec;

  BindingEvaluator(Situation situation, KnownRoles roles) {
    this.subjects = new BindingSubjects(situation);
    this.roles = roles;
    this.spec = situation.baseline().spec().leastPrivilege();
  }

  /** Whether every subject of the binding is a part of the platform. */
  boolean isPlatform(Binding binding) {
    return !binding.subjects().isEmpty()
        && subjects.of(binding, kind -> kind != SubjectKind.PLATFORM).isEmpty();
  }

  Verdict evaluate(Binding binding) {
    List<Finding> findings = new ArrayList<>();
    Optional<Marker> marker =
        binding.marker().or(() -> roles.marker(binding.role(), binding.namespace()));
    if (marker.isPresent()) {
      findings.addAll(Withheld.findings(List.of(marker.get())));
    } else {
      roles
          .find(binding.role(), binding.namespace())
          .ifPresentOrElse(
              role -> findings.addAll(ofRole(binding, role)),
              () -> missing(binding).ifPresent(findings::add));
      impossible(binding).ifPresent(findings::add);
    }
    findings.sort(Finding.MOST_SEVERE_FIRST);
    return new Verdict(findings, List.of(), List.of());
  }

  private List<Finding> ofRole(Binding binding, RoleRules role) {
    List<Finding> findings = new ArrayList<>();
    List<BindingSubject> evaluated = new ArrayList<>();
    for (SubjectKind kind : EVALUATED) {
      List<BindingSubject> some = subjects.of(binding, kind::equals);
      if (!some.isEmpty() && !isAlwaysGranted(binding, role, kind)) {
        evaluated.addAll(some);
        open(kind, some, binding).ifPresent(findings::add);
      }
    }
    if (!evaluated.isEmpty()) {
      String path = Phrases.path(evaluated, binding);
      for (Risk risk : roles.risks(role, binding.isClusterWide())) {
        if (risk.check().isOn(spec)) {
          risk.check().finding(spec, RiskMessage.of(risk, path)).ifPresent(findings::add);
        }
      }
      roles
          .unserved(role)
          .flatMap(what -> finding(Check.UNSERVED_RESOURCE, evaluated, binding, what))
          .ifPresent(findings::add);
      defaultAccount(evaluated, binding, role).ifPresent(findings::add);
    }
    return findings;
  }

  private static boolean isAlwaysGranted(Binding binding, RoleRules role, SubjectKind kind) {
    return kind != SubjectKind.OTHER
        && Risk.isDiscovery(binding.role(), role, kind == SubjectKind.AUTHENTICATED);
  }

  /** Access of clients that no one has chosen. */
  private Optional<Finding> open(SubjectKind kind, List<BindingSubject> some, Binding binding) {
    return switch (kind) {
      case ANONYMOUS ->
          finding(
              Check.ANONYMOUS_ACCESS,
              some,
              binding,
              "anyone who reaches the API server has the role, without credentials");
      case AUTHENTICATED ->
          finding(
              Check.AUTHENTICATED_ACCESS,
              some,
              binding,
              "every user of the tenant and every pod with a token has the role");
      default -> Optional.empty();
    };
  }

  private Optional<Finding> defaultAccount(
      List<BindingSubject> evaluated, Binding binding, RoleRules role) {
    List<BindingSubject> accounts =
        evaluated.stream()
            .filter(subject -> subjects.kind(subject, binding) == SubjectKind.OTHER)
            .filter(subject ->
                SubjectAccounts.of(subject, binding.namespace())
                    .filter(named -> named.include("default"))
                    .isPresent())
            .toList();
    return accounts.isEmpty() || Risk.isDiscovery(binding.role(), role, true)
        ? Optional.empty()
        : finding(
            Check.DEFAULT_SERVICE_ACCOUNT,
            accounts,
            binding,
            "every pod of the namespace that names no ServiceAccount has the role");
  }

  private Optional<Finding> missing(Binding binding) {
    return binding.subjects().isEmpty()
        ? Optional.empty()
        : finding(
            Check.MISSING_ROLE,
            binding.subjects(),
            binding,
            "the role does not exist, so the binding grants nothing");
  }

  private Optional<Finding> impossible(Binding binding) {
    List<BindingSubject> some =
        binding.subjects().stream()
            .filter(subject -> BindingSubjects.isImpossible(subject, binding))
            .toList();
    return some.isEmpty()
        ? Optional.empty()
        : finding(Check.IMPOSSIBLE_SUBJECT, some, binding, "no client can ever have the name");
  }

  private Optional<Finding> finding(
      Check check, List<BindingSubject> some, Binding binding, String what) {
    return check.finding(
        spec, "%s: %s; %s".formatted(Phrases.path(some, binding), what, check.remedy()));
  }
}
