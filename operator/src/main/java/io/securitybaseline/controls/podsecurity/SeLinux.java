package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.SELinuxOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SELinux options choose no type beyond those of containers, and neither user nor role. */
final class SeLinux {

  private static final Set<String> TYPES =
      Set.of("", "container_t", "container_init_t", "container_kvm_t");
  private static final Set<String> TYPES_31 =
      Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

  static final List<Revision> REVISIONS =
      List.of(
          Revision.since(0, (pod, fixes) -> check(pod, fixes, TYPES)),
          Revision.since(31, (pod, fixes) -> check(pod, fixes, TYPES_31)));

  private SeLinux() {}

  private static void check(PodView pod, Fixes fixes, Set<String> types) {
    SELinuxOptions ofPod = pod.context().getSeLinuxOptions();
    if (ofPod != null) {
      check("spec.securityContext.", ofPod, fixes, types);
    }
    for (ContainerView container : pod.containers()) {
      SELinuxOptions ofContainer = container.context().getSeLinuxOptions();
      if (ofContainer != null) {
        check(container.contextPath(""), ofContainer, fixes, types);
      }
    }
  }

  private static void check(
      String context, SELinuxOptions options, Fixes fixes, Set<String> types) {
    if (options.getType() != null && !types.contains(options.getType())) {
      fixes.add(Fix.set(context + "seLinuxOptions.type", "container_t"));
    }
    if (isSet(options.getUser())) {
      fixes.add(Fix.remove(context + "seLinuxOptions.user"));
    }
    if (isSet(options.getRole())) {
      fixes.add(Fix.remove(context + "seLinuxOptions.role"));
    }
  }

  private static boolean isSet(@Nullable String option) {
    return option != null && !option.isEmpty();
  }
}
