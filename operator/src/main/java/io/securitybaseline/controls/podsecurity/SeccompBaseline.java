package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.SeccompProfile;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No seccomp profile is switched off. */
final class SeccompBaseline {

  static final List<Revision> REVISIONS =
      List.of(
          Revision.since(0, SeccompBaseline::checkAnnotations),
          Revision.since(19, SeccompBaseline::check));

  static final String FIELD = "seccompProfile.type";
  static final String DEFAULT = "RuntimeDefault";

  private static final Set<String> ALLOWED = Set.of(DEFAULT, "Localhost");

  /** The annotation for a pod, before Kubernetes 1.19 the only way to choose a profile. */
  static final String POD_ANNOTATION = "seccomp.security.alpha.kubernetes.io/pod";

  /** The same for a container. */
  static final String CONTAINER_ANNOTATION = "container.seccomp.security.alpha.kubernetes.io/";

  private SeccompBaseline() {}

  private static void checkAnnotations(PodView pod, Fixes fixes) {
    if (pod.annotations().isEmpty()) {
      return;
    }
    check(POD_ANNOTATION, pod, fixes);
    pod.containers().forEach(each -> check(CONTAINER_ANNOTATION + each.name(), pod, fixes));
  }

  private static void check(String annotation, PodView pod, Fixes fixes) {
    String profile = pod.annotations().get(annotation);
    if (profile != null
        && !profile.equals("runtime/default")
        && !profile.equals("docker/default")
        && !profile.startsWith("localhost/")) {
      fixes.add(Fix.set("metadata.annotations[%s]".formatted(annotation), "runtime/default"));
    }
  }

  static void check(PodView pod, Fixes fixes) {
    if (isForbidden(pod.context().getSeccompProfile())) {
      fixes.add(Fix.set("spec.securityContext." + FIELD, DEFAULT));
    }
    for (ContainerView container : pod.containers()) {
      if (isForbidden(container.context().getSeccompProfile())) {
        fixes.add(Fix.set(container.contextPath(FIELD), DEFAULT));
      }
    }
  }

  static boolean isForbidden(@Nullable SeccompProfile profile) {
    return profile != null && !isAllowed(profile);
  }

  static boolean isAllowed(@Nullable SeccompProfile profile) {
    return profile != null && profile.getType() != null && ALLOWED.contains(profile.getType());
  }
}
