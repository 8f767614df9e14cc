package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.control.NameList;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.facts.rbac.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** Parts of messages. */
final class Phrases {

  private static final int MOST_SUBJECTS = 3;
  private static final NameList WORDS = new NameList(8, 40);
  private static final int LONGEST_NAME = 80;

  private Phrases() {}

  /** From the subjects to the role: {@code User alice → RoleBinding dev → Role deployer}. */
  static String path(List<BindingSubject> subjects, Binding binding) {
    return "%s → %s %s → %s"
        .formatted(
            subjects(subjects, binding.namespace()),
            binding.kind(),
            NameList.cut(binding.name(), LONGEST_NAME),
            role(binding.role()));
  }

  /** The subjects, such as {@code Group ops, ServiceAccount shop/web}. */
  static String subjects(List<BindingSubject> subjects, String namespace) {
    String first =
        subjects.stream()
            .limit(MOST_SUBJECTS)
            .map(subject -> NameList.cut(subject(subject, namespace), LONGEST_NAME))
            .collect(Collectors.joining(", "));
    return subjects.size() <= MOST_SUBJECTS
        ? first
        : "%s and %,d more".formatted(first, subjects.size() - MOST_SUBJECTS);
  }

  private static String subject(BindingSubject subject, String namespace) {
    return subject.kind().equals(BindingSubject.SERVICE_ACCOUNT)
        ? "%s %s/%s"
            .formatted(
                subject.kind(),
                subject.namespace().isEmpty() ? namespace : subject.namespace(),
                subject.name())
        : "%s %s".formatted(subject.kind(), subject.name());
  }

  static String role(RoleName role) {
    return "%s %s".formatted(role.kind(), NameList.cut(role.name(), LONGEST_NAME));
  }

  /** A rule in one line: {@code get, list on pods, deployments.apps named web}. */
  static String rule(Rule rule) {
    String verbs = WORDS.of(rule.verbs());
    if (!rule.paths().isEmpty()) {
      return "%s on %s".formatted(verbs, WORDS.of(rule.paths()));
    }
    String groups =
        rule.groups().equals(List.of(""))
            ? ""
            : (rule.groups().size() == 1 ? " of API group " : " of API groups ")
                + WORDS.of(rule.groups().stream().map(Phrases::group).toList());
    String names = rule.names().isEmpty() ? "" : " named " + WORDS.of(rule.names());
    return "%s on %s%s%s".formatted(verbs, WORDS.of(rule.resources()), groups, names);
  }

  private static String group(String group) {
    return group.isEmpty() ? "\"\"" : group;
  }
}
