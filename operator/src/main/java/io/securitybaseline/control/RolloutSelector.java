package io.securitybaseline.control;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.kubernetes.Glob;
import io.securitybaseline.kubernetes.LabelSyntax;
import io.securitybaseline.kubernetes.Selector;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code spec.rollout.selector} as it takes effect. One that Kubernetes does not accept matches no
 * namespace, whatever its requirements would match if they were read one by one.
 *
 * @param mistake why Kubernetes does not accept it, with the field; empty if it does
 */
public record RolloutSelector(Selector selector, Optional<String> mistake) {

  /** The selector of the spec; an absent one matches every namespace. */
  public static RolloutSelector of(SecurityBaselineSpec spec) {
    LabelSelector selector = spec.rollout().selector();
    Optional<String> mistake = Optional.ofNullable(selector).flatMap(LabelSyntax::mistake);
    return new RolloutSelector(
        mistake.isPresent() ? Selector.EVERYTHING : Selector.of(selector), mistake);
  }

  /** Whether the rollout reaches every namespace that exists or will exist. */
  public boolean isEverything() {
    return mistake.isEmpty() && selector.equals(Selector.EVERYTHING);
  }

  public boolean matches(Map<String, String> labels) {
    return mistake.isEmpty() && selector.matches(labels);
  }

  /**
   * Whether the rollout reaches none of the namespaces although there are some that it could reach.
   *
   * @param namespaces all that exist; those of the platform and excluded ones do not count
   */
  public static boolean matchesNothing(SecurityBaselineSpec spec, Stream<Namespaced> namespaces) {
    RolloutSelector rollout = of(spec);
    if (rollout.isEverything()) {
      return false;
    }
    boolean any = false;
    Iterator<Namespaced> all = namespaces.iterator();
    while (all.hasNext()) {
      Namespaced namespace = all.next();
      if (!namespace.system() && !Glob.anyMatches(spec.namespaces().exclude(), namespace.name())) {
        if (rollout.matches(namespace.labels())) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }
}
