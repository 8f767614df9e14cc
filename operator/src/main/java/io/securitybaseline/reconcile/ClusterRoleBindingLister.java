package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.securitybaseline.control.Change;
import io.securitybaseline.controls.groupbindings.Administrators;
import io.securitybaseline.facts.Binding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ClusterRoleBindings that there are, and who is cluster-admin by them. A cache learns of our
 * own swap a moment late; until then the swap itself is reckoned with, or two bindings swapped one
 * right after the other could each count on the people of the other.
 */
final class ClusterRoleBindingLister {

  private static final String ADMINISTRATORS = "administrators";

  private @Nullable IndexerResourceCache<ClusterRoleBinding> cache;
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  /** The versions of bindings of administrators that were met last, by their uid. */
  private final Map<String, String> met = new ConcurrentHashMap<>();

  /** Called once, when the reconciler is registered, before its cache is filled. */
  void open(IndexerResourceCache<ClusterRoleBinding> primaries) {
    primaries.addIndexer(
        ADMINISTRATORS,
        binding ->
            Administrators.concerns(Binding.of(binding)) ? List.of(ADMINISTRATORS) : List.of());
    cache = primaries;
  }

  Stream<ResourceID> ids() {
    return Objects.requireNonNull(cache).keys();
  }

  /** Those that are not being deleted. */
  Stream<ClusterRoleBinding> list() {
    return Objects.requireNonNull(cache).list(binding -> !binding.isMarkedForDeletion());
  }

  /** The bindings that make cluster administrators, but for one. */
  List<Binding> administratorsBut(String name) {
    return Objects.requireNonNull(cache).byIndex(ADMINISTRATORS, ADMINISTRATORS).stream()
        .filter(binding -> !binding.isMarkedForDeletion())
        .map(Binding::of)
        .filter(binding -> !binding.name().equals(name))
        .map(this::asWritten)
        .toList();
  }

  /**
   * Those of them that the API server confirms at this moment, each with the people and groups that
   * both know of: somebody counts only where neither cache nor server has him go.
   *
   * @param now the ClusterRoleBindings as just read
   */
  static List<Binding> confirmed(List<Binding> cached, List<ClusterRoleBinding> now) {
    Map<String, Binding> read =
        now.stream()
            .filter(binding -> !binding.isMarkedForDeletion())
            .map(Binding::of)
            .collect(Collectors.toMap(Binding::uid, binding -> binding, (one, _) -> one));
    return cached.stream()
        .filter(binding -> read.containsKey(binding.uid()))
        .map(binding ->
            Administrators.inBoth(binding, Objects.requireNonNull(read.get(binding.uid()))))
        .toList();
  }

  /** A swap went through, or may have, that the cache does not know of yet. */
  void swapped(Binding before, Change change) {
    Binding after = Binding.of(change.object());
    written.put(
        before.uid(),
        new Written(before.resourceVersion(), before.with(after.subjects(), after.annotations())));
  }

  /** Whether this version of the binding is met for the first time. */
  boolean isNews(ClusterRoleBinding binding) {
    String version = binding.getMetadata().getResourceVersion();
    return !version.equals(met.put(binding.getMetadata().getUid(), version));
  }

  void forget(ClusterRoleBinding binding) {
    written.remove(binding.getMetadata().getUid());
    met.remove(binding.getMetadata().getUid());
  }

  private Binding asWritten(Binding cached) {
    Written swap = written.get(cached.uid());
    if (swap == null) {
      return cached;
    }
    if (swap.seen().equals(cached.resourceVersion())) {
      return Administrators.inBoth(cached, swap.after());
    }
    written.remove(cached.uid());
    return cached;
  }

  /** What became of the version that was seen. */
  private record Written(String seen, Binding after) {}
}
