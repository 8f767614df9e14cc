package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.RolloutSelector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which namespaces the rollout's selector matches. Most changes of labels change nothing for other
 * namespaces; only when one begins or ceases to match can it be the first or the last, and only
 * then is the situation to be taken anew.
 */
final class RolloutMatches {

  private final NamespaceLister live;

  /** Names of the namespaces that matched when they were last evaluated. */
  private final Set<String> matched = ConcurrentHashMap.newKeySet();

  RolloutMatches(NamespaceLister live) {
    this.live = live;
  }

  /**
   * Whether the selector matches no user namespace at this moment. Reads labels from the cache
   * until one matches, so it is asked only before something would be removed.
   */
  boolean isNothing(SecurityBaselineSpec spec) {
    return RolloutSelector.matchesNothing(spec, live.namespaced());
  }

  /** Whether the namespace matches and did not before, or the other way round. */
  boolean changed(Namespace namespace, SecurityBaselineSpec spec) {
    Namespaced evaluated = NamespaceLister.namespaced(namespace);
    RolloutSelector rollout = RolloutSelector.of(spec);
    boolean matches = !rollout.isEverything() && rollout.matches(evaluated.labels());
    return matches ? matched.add(evaluated.name()) : matched.remove(evaluated.name());
  }

  void forget(Namespace namespace) {
    matched.remove(namespace.getMetadata().getName());
  }
}
