package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's cache that keeps only what is read. Event filters therefore see the full new object
 * beside the pruned old one and must compare no more than what {@code prune} keeps.
 */
public final class PruningItemStore<T extends HasMetadata> implements ItemStore<T> {

  private final ConcurrentHashMap<String, T> items = new ConcurrentHashMap<>();
  private final UnaryOperator<T> prune;
  private final BiPredicate<T, T> stays;
  private final @Nullable NamespaceBudget budget;

  public PruningItemStore(UnaryOperator<T> prune) {
    this(prune, (_, _) -> false);
  }

  /**
   * For kinds that are updated all the time with nothing that is read.
   *
   * @param stays whether what is kept (the second) may stay as it is under an update (the first).
   *     It then keeps the resourceVersion of an earlier update too. Nothing of that kind is ever
   *     written with it; a watch resumes at the version of the last event, not of an item; and a
   *     new list is compared by keys, where a version that differs leads to an update that the
   *     event filter drops.
   */
  public PruningItemStore(UnaryOperator<T> prune, BiPredicate<T, T> stays) {
    this.prune = prune;
    this.stays = stays;
    this.budget = null;
  }

  PruningItemStore(
      UnaryOperator<T> prune, BiPredicate<T, T> stays, @Nullable NamespaceBudget budget) {
    this.prune = prune;
    this.stays = stays;
    this.budget = budget;
  }

  /** For kinds of which tenants create as many objects as they like, as large as they like. */
  public PruningItemStore(Keeping<T> keeping, NamespaceBudget budget) {
    this.prune = keeping;
    this.stays = (_, _) -> false;
    this.budget = budget;
  }

  @Override
  public String getKey(T object) {
    return Marker.key(object);
  }

  @Override
  public @Nullable T put(String key, T object) {
    T before = items.get(key);
    return before != null && stays.test(object, before)
        ? before
        : items.put(key, affordable(prune.apply(object), before));
  }

  /** An informer puts and removes the objects of its kind one after the other. */
  private T affordable(T kept, @Nullable T before) {
    if (budget == null || !(prune instanceof Keeping<T> keeping)) {
      return kept;
    }
    String namespace = kept.getMetadata().getNamespace();
    long old = before == null ? 0 : keeping.bytes(before);
    long bytes = keeping.bytes(kept);
    if (budget.exchange(namespace, old, bytes)) {
      return kept;
    }
    T marker = keeping.marker(Marker.Cause.NAMESPACE_TOO_LARGE, kept, bytes);
    budget.force(namespace, old, keeping.bytes(marker));
    return marker;
  }

  @Override
  public @Nullable T remove(String key) {
    T gone = items.remove(key);
    if (gone != null && budget != null && prune instanceof Keeping<T> keeping) {
      budget.force(gone.getMetadata().getNamespace(), keeping.bytes(gone), 0);
    }
    return gone;
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return items.values().stream();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public @Nullable T get(String key) {
    return items.get(key);
  }
}
