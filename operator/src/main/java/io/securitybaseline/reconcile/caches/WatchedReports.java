package io.securitybaseline.reconcile.caches;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.report.policy.ReportKind;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operator's reports of one kind: those of namespaces and that of the cluster. */
record WatchedReports(ReportCache namespaces, ReportCache cluster) {

  /**
   * Those of a kind; nothing is watched yet.
   *
   * @param changed receives the namespace of a report that another client changed
   */
  static WatchedReports of(KubernetesClient client, ReportKind kind, Consumer<String> changed) {
    return new WatchedReports(
        new ReportCache(client, kind, true, changed),
        new ReportCache(client, kind, false, changed));
  }

  Stream<ReportCache> both() {
    return Stream.of(namespaces, cluster);
  }

  ReportCache of(@Nullable String namespace) {
    return namespace == null ? cluster : namespaces;
  }

  boolean isSynced() {
    return both().allMatch(ReportCache::isSynced);
  }

  boolean isEmpty() {
    return isSynced() && both().allMatch(cache -> cache.places().findAny().isEmpty());
  }

  boolean isStopped() {
    return both().anyMatch(ReportCache::isStopped);
  }
}
