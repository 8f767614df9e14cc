package io.securitybaseline.api;

import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A baseline with as many groups, users and roles as allowed, the dearest there is to compare. */
final class GroupsAtTheLimit {
  private GroupsAtTheLimit() {}

  static String yaml(int groups, int users, int roles) {
    return """
    apiVersion: securitybaseline.io/v1alpha1
    kind: SecurityBaseline
    metadata: {name: default}
    spec:
      groupBindings:
        groups:
    """
        + IntStream.range(0, groups)
            .mapToObj(group -> group(group, users, roles))
            .collect(Collectors.joining());
  }

  /** Any two groups share a role, which is found last, and no user. */
  private static String group(int group, int users, int roles) {
    var names = flow(users, user -> "user-%d-%d-%s".formatted(group, user, "u".repeat(200)));
    var shared = group % 2 == 0 ? 0 : roles - 1;
    var claims =
        flow(
            roles,
            role ->
                "{kind: Role, name: %s%s}"
                    .formatted("r".repeat(200), role == shared ? "shared" : group + "-" + role));
    return "    - {objectId: %s, users: %s, roles: %s}%n"
        .formatted(new UUID(0, group), names, claims);
  }

  private static String flow(int count, IntFunction<String> entry) {
    return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(", ", "[", "]"));
  }
}
