package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.api.spec.LeastPrivilegeSpec;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.module.Situation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the subjects of bindings are. A part of the platform is recognized by what it is, and never
 * by a label on the binding: a client that may create bindings can set any label, and hide one this
 * way.
 *
 * <p>Source of the names: the RBAC bootstrap of the API server, and what AKS creates in every
 * cluster.
 */
final class BindingSubjects {

  private static final String SYSTEM = "system:";
  private static final String ACCOUNT = "system:serviceaccount:";
  private static final String ACCOUNTS = "system:serviceaccounts";

  /** Users of AKS: those of its kubeconfigs, and that of its support. */
  private static final Set<String> AKS_USERS =
      Set.of("clusterAdmin", "clusterUser", "masterclient", "aks-support");

  /** AKS writes the administrator groups of the cluster into it, and reverts every change. */
  private static final String AKS_ADMINISTRATORS = "aks-cluster-admin-binding-aad";

  private static final String ADD_ON_MANAGER = "addonmanager.kubernetes.io/mode";

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int LONGEST_SUBDOMAIN = 253;

  private final Situation situation;
  private final Set<String> administrators;

  BindingSubjects(Situation situation) {
    this.situation = situation;
    LeastPrivilegeSpec spec = situation.baseline().spec().leastPrivilege();
    administrators =
        spec.administrators().stream()
            .map(id -> id.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  SubjectKind kind(BindingSubject subject, Binding binding) {
    return switch (subject.kind()) {
      case BindingSubject.SERVICE_ACCOUNT ->
          isPlatformAccount(namespace(subject, binding), subject.name())
              ? SubjectKind.PLATFORM
              : SubjectKind.OTHER;
      case BindingSubject.USER -> user(subject.name());
      case BindingSubject.GROUP -> group(subject.name(), binding);
      default -> SubjectKind.OTHER;
    };
  }

  private SubjectKind user(String name) {
    if (name.equals("system:anonymous")) {
      return SubjectKind.ANONYMOUS;
    }
    if (name.startsWith(ACCOUNT)) {
      String[] parts = name.substring(ACCOUNT.length()).split(":", 2);
      return isPlatformAccount(parts[0], parts.length > 1 ? parts[1] : "")
          ? SubjectKind.PLATFORM
          : SubjectKind.OTHER;
    }
    return name.startsWith(SYSTEM) || AKS_USERS.contains(name)
        ? SubjectKind.PLATFORM
        : SubjectKind.OTHER;
  }

  private SubjectKind group(String name, Binding binding) {
    if (name.equals("system:unauthenticated")) {
      return SubjectKind.ANONYMOUS;
    }
    if (name.equals("system:authenticated")) {
      return SubjectKind.AUTHENTICATED;
    }
    if (administrators.contains(name.toLowerCase(Locale.ROOT))) {
      return SubjectKind.ADMINISTRATOR;
    }
    if (name.startsWith(ACCOUNTS)) {
      String namespace =
          name.length() > ACCOUNTS.length() ? name.substring(ACCOUNTS.length() + 1) : "";
      return isPlatformNamespace(namespace) ? SubjectKind.PLATFORM : SubjectKind.OTHER;
    }
    return name.startsWith(SYSTEM) || isOfAks(binding) ? SubjectKind.PLATFORM : SubjectKind.OTHER;
  }

  private static boolean isOfAks(Binding binding) {
    return binding.isClusterWide()
        && binding.name().equals(AKS_ADMINISTRATORS)
        && binding.labels().containsKey(ADD_ON_MANAGER);
  }

  private boolean isPlatformAccount(String namespace, String name) {
    return isPlatformNamespace(namespace)
        || situation.access().self().equals(ACCOUNT + namespace + ":" + name);
  }

  private boolean isPlatformNamespace(String namespace) {
    return SystemNamespaces.contains(namespace, situation.cluster().tigera());
  }

  /** The namespace of a ServiceAccount: that of the binding where it names none. */
  static String namespace(BindingSubject account, Binding binding) {
    return account.namespace().isEmpty() ? binding.namespace() : account.namespace();
  }

  /** Those of a kind. */
  List<BindingSubject> of(Binding binding, Predicate<SubjectKind> kinds) {
    return binding.subjects().stream()
        .filter(subject -> kinds.test(kind(subject, binding)))
        .toList();
  }

  /** Whether no client can ever be the subject. */
  static boolean isImpossible(BindingSubject subject, Binding binding) {
    if (!subject.kind().equals(BindingSubject.SERVICE_ACCOUNT)) {
      return subject.name().isBlank()
          || !subject.name().equals(subject.name().strip())
          || (subject.isUser() && isMalformedAccount(subject.name()));
    }
    return !isAccount(namespace(subject, binding), subject.name());
  }

  private static boolean isMalformedAccount(String user) {
    if (!user.startsWith(ACCOUNT)) {
      return false;
    }
    String[] parts = user.substring(ACCOUNT.length()).split(":", -1);
    return parts.length != 2 || !isAccount(parts[0], parts[1]);
  }

  private static boolean isAccount(String namespace, String name) {
    return LABEL.matcher(namespace).matches()
        && name.length() <= LONGEST_SUBDOMAIN
        && SUBDOMAIN.matcher(name).matches();
  }
}
