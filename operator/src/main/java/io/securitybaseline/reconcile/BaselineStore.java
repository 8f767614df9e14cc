package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.securitybaseline.api.SecurityBaseline;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cache of baselines, which reports when one is added and removed. The framework reports
 * neither to a standby, and to no reconciler that one was removed without its finalizer.
 */
final class BaselineStore implements ItemStore<SecurityBaseline> {

  private final ConcurrentHashMap<String, SecurityBaseline> items = new ConcurrentHashMap<>();
  private final Runnable onSeen;
  private volatile Runnable onGone = () -> {};

  /**
   * @param onSeen run whenever a baseline that is not being deleted is added to the cache
   */
  BaselineStore(Runnable onSeen) {
    this.onSeen = onSeen;
  }

  /** Called once; the action is run whenever a baseline left the cache. */
  void whenGone(Runnable action) {
    onGone = action;
  }

  /** Whether the very same baseline is still there. */
  boolean has(SecurityBaseline baseline) {
    SecurityBaseline known = items.get(getKey(baseline));
    return known != null && known.getMetadata().getUid().equals(baseline.getMetadata().getUid());
  }

  @Override
  public String getKey(SecurityBaseline baseline) {
    return Cache.metaNamespaceKeyFunc(baseline);
  }

  @Override
  public @Nullable SecurityBaseline put(String key, SecurityBaseline baseline) {
    SecurityBaseline before = items.put(key, baseline);
    if (!baseline.isMarkedForDeletion()) {
      onSeen.run();
    }
    return before;
  }

  @Override
  public @Nullable SecurityBaseline remove(String key) {
    SecurityBaseline gone = items.remove(key);
    if (gone != null) {
      onGone.run();
    }
    return gone;
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet().stream();
  }

  @Override
  public Stream<SecurityBaseline> values() {
    return items.values().stream();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public @Nullable SecurityBaseline get(String key) {
    return items.get(key);
  }
}
