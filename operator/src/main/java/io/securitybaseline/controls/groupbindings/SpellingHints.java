package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.kubernetes.Glob;
import java.util.Collection;
import java.util.List;

/**
 * What messages add about names that differ from the spec only in upper and lower case. Entra ID
 * does not distinguish them, Kubernetes does.
 */
final class SpellingHints {

  private SpellingHints() {}

  /** About users who are protected although the spec spells them in another way. */
  static String ofProtected(List<String> users, List<String> patterns) {
    List<String> other =
        users.stream().filter(user -> !Glob.anyMatches(patterns, user)).sorted().toList();
    return other.isEmpty()
        ? ""
        : "; %s differs from the entry only in upper and lower case: Kubernetes compares user names exactly, so check how Entra ID spells the name"
            .formatted(Phrases.names(other));
  }

  /** About users to whom a group would be mapped if the spec spelled them in the same way. */
  static String ofUnmapped(
      Collection<String> users, RoleName role, Collection<GroupMapping> groups) {
    List<String> other =
        users.stream()
            .filter(user ->
                groups.stream()
                    .filter(group -> group.roles().contains(role))
                    .anyMatch(group -> Glob.anyMatchesIgnoringCase(group.users(), user)))
            .sorted()
            .toList();
    return other.isEmpty()
        ? ""
        : "; %s differs from an entry only in upper and lower case: spell the entry as the binding does"
            .formatted(Phrases.names(other));
  }
}
