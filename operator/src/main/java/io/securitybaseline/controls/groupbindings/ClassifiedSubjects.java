package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.ServicePrincipals;
import io.securitybaseline.control.Finding;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.kubernetes.Glob;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The subjects of a binding by class.
 *
 * @param people the users that a group should replace, in the order of the binding
 * @param kept the names of the subjects that stay, by class
 * @param protectedUsers the users that the spec protects
 * @param patterns by which the spec protects them
 */
record ClassifiedSubjects(
    List<String> people,
    Map<SubjectClass, List<String>> kept,
    List<String> protectedUsers,
    List<String> patterns) {

  static ClassifiedSubjects of(Binding binding, GroupBindingsSpec spec) {
    List<String> people = new ArrayList<>();
    List<String> protectedUsers = new ArrayList<>();
    Map<SubjectClass, List<String>> kept = new EnumMap<>(SubjectClass.class);
    for (BindingSubject subject : binding.subjects()) {
      SubjectClass type = SubjectClass.of(subject);
      boolean user = subject.isUser() && type != SubjectClass.SYSTEM;
      if (user && Glob.anyMatchesIgnoringCase(spec.protectedUsers(), subject.name())) {
        protectedUsers.add(subject.name());
      } else if (isReplaced(type, spec)) {
        people.add(subject.name());
      } else {
        SubjectClass known =
            type == SubjectClass.LOCAL_ACCOUNT && RancherUsers.isOne(binding, subject.name())
                ? SubjectClass.EXTERNAL
                : type;
        kept.computeIfAbsent(known, _ -> new ArrayList<>()).add(subject.name());
      }
    }
    return new ClassifiedSubjects(people, kept, protectedUsers, spec.protectedUsers());
  }

  /** Whether users of this class are removed from bindings. */
  static boolean isReplaced(SubjectClass type, GroupBindingsSpec spec) {
    return type == SubjectClass.PERSON
        || (type == SubjectClass.SERVICE_PRINCIPAL
            && spec.servicePrincipals() == ServicePrincipals.REPLACE);
  }

  /**
   * The findings about subjects that stay.
   *
   * @param platforms whether the binding belongs to Kubernetes or AKS, whose accounts are not
   *     violations
   */
  List<Finding> findings(boolean platforms) {
    List<Finding> findings = new ArrayList<>();
    kept.forEach((type, names) -> {
      String shown =
          type == SubjectClass.UNMATCHABLE ? Phrases.quoted(names) : Phrases.names(names);
      finding(type, shown, platforms).ifPresent(findings::add);
    });
    if (!protectedUsers.isEmpty()) {
      findings.add(
          Finding.note(
              Reasons.PROTECTED_USER,
              "references %s, listed in spec.groupBindings.protectedUsers%s"
                  .formatted(
                      Phrases.names(protectedUsers),
                      SpellingHints.ofProtected(protectedUsers, patterns))));
    }
    return findings;
  }

  private static Finding localAccount(String names, boolean platforms) {
    return platforms
        ? Finding.note(
            Reasons.LOCAL_ACCOUNT,
            "references %s, unknown to Entra ID, in a binding of Kubernetes or AKS"
                .formatted(names))
        : Finding.violation(
            Reasons.LOCAL_ACCOUNT,
            "references %s, unknown to Entra ID, so no group can replace them: remove them, or list them in spec.groupBindings.protectedUsers"
                .formatted(names));
  }

  private static Optional<Finding> finding(SubjectClass type, String names, boolean platforms) {
    return switch (type) {
      case LOCAL_ACCOUNT -> Optional.of(localAccount(names, platforms));
      case UNMATCHABLE ->
          Optional.of(
              Finding.violation(
                  Reasons.UNMATCHABLE_USER,
                  "references %s, which no user can have as a name, so nothing is inferred from it: remove it, or reference a group by its object id"
                      .formatted(names)));
      case UNRESOLVABLE_GROUP ->
          Optional.of(
              Finding.note(
                  Reasons.UNRESOLVABLE_GROUP,
                  "the group %s never contains an Entra ID user: use the group's object id instead"
                      .formatted(names)));
      case SERVICE_PRINCIPAL ->
          Optional.of(
              Finding.note(
                  Reasons.SERVICE_PRINCIPAL,
                  "references %s by object id: service principals, identities or guests, which stay unless spec.groupBindings.servicePrincipals is Replace"
                      .formatted(names)));
      case EXTERNAL ->
          Optional.of(
              Finding.note(
                  Reasons.EXTERNAL_IDENTITY,
                  "references %s of another identity provider, which stay".formatted(names)));
      // Compliant, or outside this control.
      case PERSON, AKS_ACCOUNT, SYSTEM, ENTRA_GROUP -> Optional.empty();
    };
  }
}
