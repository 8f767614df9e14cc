package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No AppArmor profile is switched off, neither by a field nor by an annotation. */
final class AppArmor {

  static final List<Revision> REVISIONS = List.of(Revision.since(0, AppArmor::check));

  /** The annotation for a container, before Kubernetes 1.30 the only way to choose a profile. */
  static final String ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";

  private static final Set<String> ALLOWED = Set.of("RuntimeDefault", "Localhost");
  private static final String FIELD = "appArmorProfile.type";
  private static final String DEFAULT = "RuntimeDefault";

  private AppArmor() {}

  private static void check(PodView pod, Fixes fixes) {
    if (isForbidden(pod.context().getAppArmorProfile())) {
      fixes.add(Fix.set("spec.securityContext." + FIELD, DEFAULT));
    }
    for (ContainerView container : pod.containers()) {
      if (isForbidden(container.context().getAppArmorProfile())) {
        fixes.add(Fix.set(container.contextPath(FIELD), DEFAULT));
      }
    }
    if (!pod.annotations().isEmpty()) {
      checkAnnotations(pod, fixes);
    }
  }

  private static void checkAnnotations(PodView pod, Fixes fixes) {
    pod.annotations().entrySet().stream()
        .filter(each -> each.getKey().startsWith(ANNOTATION) && isForbidden(each.getValue()))
        .map(each -> "metadata.annotations[" + each.getKey() + "]")
        .sorted()
        .forEach(path -> fixes.add(Fix.set(path, "runtime/default")));
  }

  private static boolean isForbidden(@Nullable AppArmorProfile profile) {
    return profile != null && (profile.getType() == null || !ALLOWED.contains(profile.getType()));
  }

  private static boolean isForbidden(String profile) {
    return !profile.isEmpty()
        && !profile.equals("runtime/default")
        && !profile.startsWith("localhost/");
  }
}
