package io.securitybaseline.controls.podsecurity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fields that a verdict follows from. */
final class VerdictPaths {

  private static final List<String> LISTS =
      List.of("initContainers", "containers", "ephemeralContainers");

  private static final List<String> OF_POD =
      List.of(
          "hostNetwork",
          "hostPID",
          "hostIPC",
          "hostUsers",
          "os.name",
          "securityContext",
          "volumes?");

  private static final List<String> HANDLERS =
      List.of(
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle.postStart",
          "lifecycle.preStop");

  private static final List<String> ANNOTATIONS =
      List.of(
          AppArmor.ANNOTATION + "*",
          SeccompBaseline.POD_ANNOTATION,
          SeccompBaseline.CONTAINER_ANNOTATION + "*");

  private VerdictPaths() {}

  /**
   * The fields of a pod, or of a template.
   *
   * @param template where the pod is in an object, such as {@code spec.template.}, or empty
   */
  static List<String> in(String template) {
    List<String> paths = new ArrayList<>();
    ANNOTATIONS.forEach(each -> paths.add("metadata.annotations[%s]".formatted(each)));
    OF_POD.forEach(field -> paths.add("spec." + field));
    for (String list : LISTS) {
      Stream.concat(
              Stream.of("name", "securityContext", "ports.hostPort"),
              HANDLERS.stream()
                  .flatMap(each -> Stream.of(each + ".httpGet.host", each + ".tcpSocket.host")))
          .forEach(field -> paths.add("spec.%s.%s".formatted(list, field)));
    }
    return paths.stream().map(path -> template + path).toList();
  }
}
