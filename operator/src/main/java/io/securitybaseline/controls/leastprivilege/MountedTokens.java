package io.securitybaseline.controls.leastprivilege;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.api.spec.LeastPrivilegeSpec;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.NameList;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.facts.PodSnapshots;
import io.securitybaseline.facts.watch.Digest;
import io.securitybaseline.module.ResourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that Kubernetes mounts into pods by default, of ServiceAccounts that hold a role. A pod
 * itself shows whether it has the token: admission adds the volume, unless the pod or the
 * ServiceAccount says no.
 */
final class MountedTokens {

  private static final NameList NAMES = new NameList(3, 80);
  private static final String VOLUME = "kube-api-access-";

  /** The ServiceAccount of a pod. */
  static final Digest<Pod, PodAccount> ACCOUNT =
      new Digest<>(
          "serviceAccount",
          PodAccount.class,
          List.of("spec.serviceAccountName", "spec.volumes.name"),
          MountedTokens::account,
          account -> account.name().length());

  /**
   * A ServiceAccount.
   *
   * @param hasToken whether admission has mounted its token
   */
  record PodAccount(String name, boolean hasToken) {}

  private final ResourceReader resources;
  private final KnownRoles roles;
  private final LeastPrivilegeSpec spec;

  MountedTokens(ResourceReader resources, KnownRoles roles, LeastPrivilegeSpec spec) {
    this.resources = resources;
    this.roles = roles;
    this.spec = spec;
  }

  private static @Nullable PodAccount account(Pod pod) {
    PodSpec spec = pod.getSpec();
    return spec == null || spec.getServiceAccountName() == null
        ? null
        : new PodAccount(
            spec.getServiceAccountName(),
            spec.getVolumes().stream()
                .anyMatch(
                    volume -> volume.getName() != null && volume.getName().startsWith(VOLUME)));
  }

  /** The finding in a namespace; empty where there is none. */
  Optional<Finding> in(String namespace) {
    if (!Check.MOUNTED_TOKEN.isOn(spec)) {
      return Optional.empty();
    }
    SortedMap<String, Integer> pods = podsByAccount(namespace);
    if (pods.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> held = rolesByAccount(namespace, pods);
    if (held.isEmpty()) {
      return Optional.empty();
    }
    List<String> accounts = new ArrayList<>();
    held.forEach((account, role) ->
        accounts.add(
            "%s (%s) into %s".formatted(account, role, pods(pods.getOrDefault(account, 0)))));
    return Check.MOUNTED_TOKEN.finding(
        spec,
        "tokens of ServiceAccounts that hold roles are mounted by default: %s; %s"
            .formatted(NAMES.of(accounts), Check.MOUNTED_TOKEN.remedy()));
  }

  private static String pods(int count) {
    return count == 1 ? "1 pod" : "%,d pods".formatted(count);
  }

  private SortedMap<String, Integer> podsByAccount(String namespace) {
    SortedMap<String, Integer> pods = new TreeMap<>();
    for (Pod pod : resources.inNamespace(Pod.class, namespace)) {
      if (!PodSnapshots.isFinished(pod)) {
        ACCOUNT
            .of(pod)
            .filter(PodAccount::hasToken)
            .ifPresent(account -> pods.merge(account.name(), 1, Integer::sum));
      }
    }
    return pods;
  }

  /** By the name of the account, the first role by name that grants it more than discovery. */
  private SortedMap<String, String> rolesByAccount(String namespace, Map<String, Integer> pods) {
    SortedMap<String, String> held = new TreeMap<>();
    bindings(namespace)
        .filter(this::grantsMoreThanDiscovery)
        .forEach(binding ->
            accounts(binding, namespace, pods.keySet())
                .forEach(account ->
                    held.merge(
                        account,
                        Phrases.role(binding.role()),
                        (one, other) -> one.compareTo(other) <= 0 ? one : other)));
    return held;
  }

  private Stream<Binding> bindings(String namespace) {
    return Stream.concat(
        resources.inNamespace(RoleBinding.class, namespace).stream()
            .filter(binding -> !binding.isMarkedForDeletion())
            .map(Binding::of),
        resources
            .all(ClusterRoleBinding.class)
            .filter(binding -> !binding.isMarkedForDeletion())
            .filter(binding -> concerns(binding, namespace))
            .map(Binding::of));
  }

  private static boolean concerns(ClusterRoleBinding binding, String namespace) {
    return binding.getSubjects() != null
        && binding.getSubjects().stream()
            .map(BindingSubject::of)
            .anyMatch(subject ->
                SubjectAccounts.of(subject, "").filter(it -> it.areIn(namespace)).isPresent());
  }

  private static Stream<String> accounts(Binding binding, String namespace, Set<String> names) {
    return binding.subjects().stream()
        .flatMap(subject -> SubjectAccounts.of(subject, binding.namespace()).stream())
        .filter(accounts -> accounts.areIn(namespace))
        .flatMap(accounts -> names.stream().filter(accounts::include));
  }

  private boolean grantsMoreThanDiscovery(Binding binding) {
    return roles
        .find(binding.role(), binding.namespace())
        .filter(role -> !role.rules().isEmpty())
        .filter(role -> !Risk.isDiscovery(binding.role(), role, true))
        .isPresent();
  }

  /** Stands for the ClusterRoleBindings that grant roles to ServiceAccounts. */
  static int ofCluster(ResourceReader resources) {
    return resources
        .all(ClusterRoleBinding.class)
        .filter(binding -> binding.getSubjects() != null)
        .mapToInt(MountedTokens::ofAccounts)
        .sum();
  }

  private static int ofAccounts(ClusterRoleBinding binding) {
    List<BindingSubject> accounts =
        binding.getSubjects().stream()
            .map(BindingSubject::of)
            .filter(subject -> SubjectAccounts.of(subject, "").isPresent())
            .toList();
    return accounts.isEmpty() || binding.isMarkedForDeletion()
        ? 0
        : 31 * accounts.hashCode() + Binding.of(binding).role().hashCode();
  }
}
