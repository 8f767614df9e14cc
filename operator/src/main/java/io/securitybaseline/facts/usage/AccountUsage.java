package io.securitybaseline.facts.usage;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a ServiceAccount to find evidence in: an identity is given to it by annotation.
 *
 * @param annotations keys of annotations, at most {@link PodUsage#MOST}; their values are not read
 */
public record AccountUsage(Set<String> annotations) {

  /** The longest key: a DNS subdomain, a slash and a name. */
  private static final int LONGEST = 317;

  private static final long BYTES = 64;

  public AccountUsage {
    annotations = Set.copyOf(annotations);
  }

  /** What is kept of a ServiceAccount; null where it has no annotation, as nearly all. */
  public static @Nullable AccountUsage of(ServiceAccount account) {
    var annotations = account.getMetadata().getAnnotations();
    if (annotations == null || annotations.isEmpty()) {
      return null;
    }
    Set<String> kept = new TreeSet<>();
    annotations.keySet().stream()
        .filter(key -> key.length() <= LONGEST)
        .sorted()
        .limit(PodUsage.MOST)
        .forEach(kept::add);
    return new AccountUsage(kept);
  }

  /** About how much memory it takes. */
  public long bytes() {
    return BYTES + annotations.stream().mapToLong(key -> BYTES + key.length()).sum();
  }
}
