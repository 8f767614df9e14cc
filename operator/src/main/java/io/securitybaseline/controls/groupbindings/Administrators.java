package io.securitybaseline.controls.groupbindings;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.MembershipCheck;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.facts.azure.directory.GroupState;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.kubernetes.Glob;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The subjects with cluster-admin. A group that was only added as a replacement is not proven: the
 * cluster does not know its members. Therefore a user is replaced only while another user, or a
 * group that another client bound, still has the role; break-glass accounts do not count.
 */
public final class Administrators {

  private static final String CLUSTER_ADMIN = "cluster-admin";

  private Administrators() {}

  /** Whether the binding makes cluster administrators. */
  public static boolean concerns(Binding binding) {
    return binding.isClusterWide()
        && binding.role().kind().equals("ClusterRole")
        && binding.role().name().equals(CLUSTER_ADMIN);
  }

  /** Whether the binding makes cluster administrators, and is not being deleted. */
  static boolean isOne(ClusterRoleBinding binding) {
    return !binding.isMarkedForDeletion()
        && binding.getRoleRef() != null
        && CLUSTER_ADMIN.equals(binding.getRoleRef().getName())
        && concerns(Binding.of(binding));
  }

  /**
   * A binding of which two versions are known, neither of them surely the present one: only who is
   * proven in both is left in it.
   */
  public static Binding inBoth(Binding one, Binding other) {
    Set<BindingSubject> proven = proven(other).collect(Collectors.toSet());
    return one.with(proven(one).filter(proven::contains).toList(), Map.of());
  }

  /** Whether a subject that is known to have access would remain after the replacement. */
  static boolean remain(
      GroupReplacement takeover, BindingSnapshot snapshot, GroupBindingsSpec spec) {
    return remaining(takeover, snapshot)
        .anyMatch(subject -> isAdministrator(subject, snapshot.memberships(), spec));
  }

  /** The groups that are taken for administrators, if the directory has them. */
  static Set<String> groups(GroupReplacement takeover, BindingSnapshot snapshot) {
    return remaining(takeover, snapshot)
        .filter(subject -> SubjectClass.of(subject) == SubjectClass.ENTRA_GROUP)
        .map(BindingSubject::name)
        .filter(Administrators::isSpelledAsInTokens)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A part of a message on groups that do not count; empty if there are none. */
  static String notCounted(
      GroupReplacement takeover, BindingSnapshot snapshot, GroupBindingsSpec spec) {
    return remaining(takeover, snapshot)
        .filter(BindingSubject::isGroup)
        .filter(subject -> SubjectClass.of(subject) != SubjectClass.SYSTEM)
        .flatMap(subject -> whyNot(subject, snapshot.memberships(), spec).stream())
        .sorted()
        .findFirst()
        .map(text -> "; " + text)
        .orElse("");
  }

  private static Optional<String> whyNot(
      BindingSubject group, Memberships memberships, GroupBindingsSpec spec) {
    if (isAdministrator(group, memberships, spec)) {
      return Optional.empty();
    }
    String name = Phrases.shortened(group.name());
    if (SubjectClass.of(group) == SubjectClass.ENTRA_GROUP) {
      return Optional.of(
          isSpelledAsInTokens(group.name())
              ? "group %s does not count: %s"
                  .formatted(name, MembershipFindings.problem(memberships.group(group.name())))
              : "group %s does not count: write its object id in lower case, as in tokens"
                  .formatted(name));
    }
    return SubjectClass.of(group) == SubjectClass.UNRESOLVABLE_GROUP
        ? Optional.of("group %s does not count: reference it by its object id".formatted(name))
        : Optional.empty();
  }

  private static Stream<BindingSubject> remaining(
      GroupReplacement takeover, BindingSnapshot snapshot) {
    Binding binding = snapshot.binding();
    Set<String> addedGroups = takeover.addedGroups(binding);
    Stream<BindingSubject> here =
        takeover.subjectsAfter(binding).stream()
            .filter(subject -> !(subject.isGroup() && addedGroups.contains(subject.name())));
    Stream<BindingSubject> elsewhere =
        snapshot.administrators().stream()
            .filter(Administrators::concerns)
            .flatMap(Administrators::proven);
    return Stream.concat(proven(binding, here), elsewhere);
  }

  private static Stream<BindingSubject> proven(Binding binding) {
    return proven(binding, binding.subjects().stream());
  }

  /** If the record cannot be read, the operator may have added any of the groups. */
  private static Stream<BindingSubject> proven(Binding binding, Stream<BindingSubject> subjects) {
    Optional<ReplacedSubjects> record = ReplacedSubjects.of(binding);
    return subjects.filter(subject ->
        !subject.isGroup() || record.filter(it -> !it.letIn(subject.name())).isPresent());
  }

  /** Kubernetes compares names exactly, and object ids in tokens are in lower case. */
  private static boolean isSpelledAsInTokens(String objectId) {
    return objectId.equals(objectId.toLowerCase(Locale.ROOT));
  }

  private static boolean isAdministrator(
      BindingSubject subject, Memberships memberships, GroupBindingsSpec spec) {
    return switch (SubjectClass.of(subject)) {
      case ENTRA_GROUP ->
          isSpelledAsInTokens(subject.name())
              && (spec.membership() == MembershipCheck.ASSUME
                  || memberships.group(subject.name()) instanceof GroupState.Usable);
      case PERSON -> !Glob.anyMatchesIgnoringCase(spec.protectedUsers(), subject.name());
      case SERVICE_PRINCIPAL,
          UNMATCHABLE,
          LOCAL_ACCOUNT,
          AKS_ACCOUNT,
          EXTERNAL,
          SYSTEM,
          UNRESOLVABLE_GROUP ->
          false;
    };
  }
}
