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
 * then must the situation be built again.
 */
final class RolloutMatches {

  /** Names of the namespaces that matched when they were last evaluated. */
  private final Set<String> matched = ConcurrentHashMap.newKeySet();

  /** Whether the namespace matches and did not before, or the other way round. */
  boolean changed(Namespace namespace, SecurityBaselineSpec spec) {
    Namespaced evaluated = Namespaced.of(namespace);
    RolloutSelector rollout = RolloutSelector.of(spec);
    boolean matches = !rollout.isEverything() && rollout.matches(evaluated.labels());
    return matches ? matched.add(evaluated.name()) : matched.remove(evaluated.name());
  }

  void forget(Namespace namespace) {
    matched.remove(namespace.getMetadata().getName());
  }
}
