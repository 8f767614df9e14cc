package io.securitybaseline.controls.groupbindings;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.kubernetes.Glob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who holds cluster-admin. A group that entered only because it took over from somebody is not
 * proven: whether anybody is in it, the cluster cannot tell. So a person goes only while another
 * person, or a group that somebody else bound, still holds the role; break-glass accounts do not
 * count.
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

  /** Whether somebody who is known to get in would still be there after the takeover. */
  static boolean remain(
      Binding binding, GroupReplacement takeover, List<Binding> others, GroupBindingsSpec spec) {
    Set<String> addedGroups = takeover.addedGroups(binding);
    Stream<BindingSubject> here =
        takeover.subjectsAfter(binding).stream()
            .filter(subject -> !(subject.isGroup() && addedGroups.contains(subject.name())));
    Stream<BindingSubject> elsewhere =
        others.stream().filter(Administrators::concerns).flatMap(Administrators::proven);
    return Stream.concat(proven(binding, here), elsewhere)
        .anyMatch(subject -> isAdministrator(subject, spec));
  }

  private static Stream<BindingSubject> proven(Binding binding) {
    return proven(binding, binding.subjects().stream());
  }

  /** Where the record cannot be read, any group may have been let in by us. */
  private static Stream<BindingSubject> proven(Binding binding, Stream<BindingSubject> subjects) {
    Optional<ReplacedSubjects> record = ReplacedSubjects.of(binding);
    return subjects.filter(subject ->
        !subject.isGroup() || record.filter(it -> !it.letIn(subject.name())).isPresent());
  }

  private static boolean isAdministrator(BindingSubject subject, GroupBindingsSpec spec) {
    return switch (SubjectClass.of(subject)) {
      case ENTRA_GROUP -> true;
      case PERSON -> !Glob.anyMatches(spec.protectedUsers(), subject.name());
      case SERVICE_PRINCIPAL, LOCAL_ACCOUNT, AKS_ACCOUNT, EXTERNAL, SYSTEM, UNRESOLVABLE_GROUP ->
          false;
    };
  }
}
