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
 * The subjects of a binding, sorted by what they are.
 *
 * @param people whom a group is to take over from, in the order of the binding
 * @param kept the names of those who stay, by what they are
 * @param protectedUsers those among the users whom the spec protects
 */
record ClassifiedSubjects(
    List<String> people, Map<SubjectClass, List<String>> kept, List<String> protectedUsers) {

  static ClassifiedSubjects of(Binding binding, GroupBindingsSpec spec) {
    List<String> people = new ArrayList<>();
    List<String> protectedUsers = new ArrayList<>();
    Map<SubjectClass, List<String>> kept = new EnumMap<>(SubjectClass.class);
    for (BindingSubject subject : binding.subjects()) {
      SubjectClass type = SubjectClass.of(subject);
      boolean user = subject.isUser() && type != SubjectClass.SYSTEM;
      if (user && Glob.anyMatches(spec.protectedUsers(), subject.name())) {
        protectedUsers.add(subject.name());
      } else if (isReplaced(type, spec)) {
        people.add(subject.name());
      } else {
        kept.computeIfAbsent(type, _ -> new ArrayList<>()).add(subject.name());
      }
    }
    return new ClassifiedSubjects(people, kept, protectedUsers);
  }

  /** Whether users of this class are taken out of bindings. */
  static boolean isReplaced(SubjectClass type, GroupBindingsSpec spec) {
    return type == SubjectClass.PERSON
        || (type == SubjectClass.SERVICE_PRINCIPAL
            && spec.servicePrincipals() == ServicePrincipals.REPLACE);
  }

  /**
   * What is to be said of those who stay.
   *
   * @param platforms whether the binding is Kubernetes' or AKS's, whose accounts are no fault
   */
  List<Finding> findings(boolean platforms) {
    List<Finding> findings = new ArrayList<>();
    kept.forEach(
        (type, names) -> finding(type, Phrases.names(names), platforms).ifPresent(findings::add));
    if (!protectedUsers.isEmpty()) {
      findings.add(
          Finding.info(
              Reasons.PROTECTED_USER,
              "references %s, listed in spec.groupBindings.protectedUsers"
                  .formatted(Phrases.names(protectedUsers))));
    }
    return findings;
  }

  private static Finding localAccount(String names, boolean platforms) {
    return platforms
        ? Finding.info(
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
      case UNRESOLVABLE_GROUP ->
          Optional.of(
              Finding.info(
                  Reasons.UNRESOLVABLE_GROUP,
                  "the group %s never contains an Entra ID user: use the group's object id instead"
                      .formatted(names)));
      case SERVICE_PRINCIPAL ->
          Optional.of(
              Finding.info(
                  Reasons.SERVICE_PRINCIPAL,
                  "references %s by object id: service principals, identities or guests, which stay unless spec.groupBindings.servicePrincipals is Replace"
                      .formatted(names)));
      case EXTERNAL ->
          Optional.of(
              Finding.info(
                  Reasons.EXTERNAL_IDENTITY,
                  "references %s of another identity provider, which stay".formatted(names)));
      // As they should be, or not ours to judge.
      case PERSON, AKS_ACCOUNT, SYSTEM, ENTRA_GROUP -> Optional.empty();
    };
  }
}
