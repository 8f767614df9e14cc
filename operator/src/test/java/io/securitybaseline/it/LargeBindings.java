package io.securitybaseline.it;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Subjects by the thousand, and a spec to compare them with. */
final class LargeBindings {

  /** As much as the schema takes of what is compared with every name. */
  static final String LARGEST_SPEC =
      """
      protectedUsers: [%s]
      groups: [%s]
      """
          .formatted(
              quoted(IntStream.range(0, 32).mapToObj(i -> "p" + i + "-" + "*a".repeat(120))),
              IntStream.range(0, 25)
                  .mapToObj(i ->
                      "{objectId: 00000000-0000-4000-8000-%012d, users: [%s], roles: [{kind: ClusterRole, name: view}]}"
                          .formatted(
                              i,
                              quoted(
                                  IntStream.range(0, 20)
                                      .mapToObj(
                                          j -> "g%d-%d-".formatted(i, j) + "*a".repeat(120)))))
                  .reduce((a, b) -> a + ", " + b)
                  .orElseThrow());

  private LargeBindings() {}

  static HasMetadata clusterWide(List<Subject> subjects) {
    return new ClusterRoleBindingBuilder()
        .withNewMetadata()
        .withName("prevention-limits")
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
        .withSubjects(subjects)
        .build();
  }

  static List<Subject> users(String prefix, int count) {
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(i -> user("%s%04d".formatted(prefix, i))).toList());
  }

  static List<Subject> accounts(int count) {
    return new ArrayList<>(
        IntStream.range(0, count)
            .mapToObj(i -> new Subject(null, "ServiceAccount", "a" + i, "n"))
            .toList());
  }

  static List<Subject> plus(Collection<Subject> subjects, Subject more) {
    return Stream.concat(subjects.stream(), Stream.of(more)).toList();
  }

  static Subject user(String name) {
    return new Subject("rbac.authorization.k8s.io", "User", name, null);
  }

  static Subject group() {
    return new Subject("rbac.authorization.k8s.io", "Group", UserBindings.GROUP, null);
  }

  private static String quoted(Stream<String> names) {
    return names.map(name -> '"' + name + '"').reduce((a, b) -> a + ", " + b).orElseThrow();
  }
}
