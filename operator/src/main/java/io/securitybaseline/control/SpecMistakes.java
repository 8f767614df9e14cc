package io.securitybaseline.control;

import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.kubernetes.Glob;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Mistakes in the spec that no schema can find, because they depend on the cluster. They are notes:
 * the spec is carried out as far as it removes nothing.
 */
public final class SpecMistakes {

  private static final Set<String> REASONS =
      Set.of(
          Reasons.SELECTOR_MATCHES_NOTHING,
          Reasons.MOST_NAMESPACES_EXCLUDED,
          Reasons.ALLOWED_KEY_NOT_SEEN);

  private SpecMistakes() {}

  /** Whether the finding is one of those that this class makes. */
  public static boolean isOne(Finding finding) {
    return REASONS.contains(finding.reason());
  }

  /**
   * The mistakes in the spec.
   *
   * @param namespaces all that exist and are not being deleted; asked for only if the spec has a
   *     selector or excludes
   * @param rolloutMatchesNothing what {@link RolloutSelector#matchesNothing} answered when the
   *     situation was taken, so that the note and what is enforced agree
   */
  public static List<Finding> of(
      SecurityBaselineSpec spec,
      Supplier<Stream<Namespaced>> namespaces,
      boolean rolloutMatchesNothing) {
    List<String> exclude = spec.namespaces().exclude();
    if (exclude.isEmpty() && !rolloutMatchesNothing) {
      return List.of();
    }
    List<String> users =
        namespaces.get().filter(namespace -> !namespace.system()).map(Namespaced::name).toList();
    long left = users.stream().filter(name -> !Glob.anyMatches(exclude, name)).count();
    Optional<Finding> selector =
        rolloutMatchesNothing ? Optional.of(matchesNothing(spec, left)) : Optional.empty();
    Optional<Finding> excluded =
        left * 2 < users.size()
            ? Optional.of(mostExcluded(exclude, users, left))
            : Optional.empty();
    return Stream.of(selector, excluded).flatMap(Optional::stream).toList();
  }

  private static Finding matchesNothing(SecurityBaselineSpec spec, long left) {
    String why =
        RolloutSelector.of(spec)
            .mistake()
            .map(mistake -> " (%s)".formatted(Excerpt.of(mistake, 128)))
            .orElse("");
    return Finding.note(
        Reasons.SELECTOR_MATCHES_NOTHING,
        "spec.rollout.selector matches none of %,d user %s%s, so Enforce adds nothing and existing objects stay: correct the selector, or remove spec.rollout to select all"
            .formatted(left, left == 1 ? "namespace" : "namespaces", why));
  }

  /** Names the entry that excludes most, which is the first to look at. */
  private static Finding mostExcluded(List<String> exclude, List<String> users, long left) {
    String widest =
        exclude.stream()
            .max(
                Comparator.<String>comparingLong(entry -> excludedBy(entry, users))
                    .thenComparing(Comparator.reverseOrder()))
            .orElse("");
    return Finding.note(
        Reasons.MOST_NAMESPACES_EXCLUDED,
        "spec.namespaces.exclude leaves %,d of %,d namespaces; the entry %s alone excludes %,d: narrow the entries if this is not intended"
            .formatted(left, users.size(), widest, excludedBy(widest, users)));
  }

  private static long excludedBy(String entry, List<String> users) {
    Glob glob = new Glob(entry);
    return users.stream().filter(glob::matches).count();
  }
}
