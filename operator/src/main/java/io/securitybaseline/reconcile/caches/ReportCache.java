package io.securitybaseline.reconcile.caches;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.facts.watch.PruningItemStore;
import io.securitybaseline.reconcile.pass.StoredReports.Kept;
import io.securitybaseline.report.policy.PolicyReport;
import io.securitybaseline.report.policy.ReportKind;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator's reports of one kind, of the namespaces or of the cluster, as a watch of their
 * metadata shows them. Of each, the identity, the version and the hash are kept.
 */
final class ReportCache implements ResourceEventHandler<GenericKubernetesResource> {

  private static final long PAGE = 500;

  private final SharedIndexInformer<GenericKubernetesResource> informer;
  private final Consumer<String> changed;

  /** The hashes of writes that the watch has not delivered yet, by namespace. */
  private final Map<String, String> expected = new ConcurrentHashMap<>();

  private final Set<String> edited = ConcurrentHashMap.newKeySet();

  /**
   * @param changed receives the namespace of a report that another client changed; empty for that
   *     of the cluster
   */
  ReportCache(
      KubernetesClient client, ReportKind kind, boolean isNamespaced, Consumer<String> changed) {
    this.changed = changed;
    var context = context(kind, isNamespaced);
    var all = client.genericKubernetesResources(context);
    var own =
        (isNamespaced ? all.inAnyNamespace() : all)
            .withLabel(Ownership.MANAGED_BY, Ownership.MANAGER);
    this.informer = own.withLimit(PAGE).runnableInformer(0);
    informer.itemStore(new PruningItemStore<>(ReportCache::prune));
    informer.addEventHandler(this);
    informer.exceptionHandler((isStarted, _) -> isStarted);
  }

  /** Begins to watch; completes when all reports are known, or with the reason why not. */
  CompletionStage<Void> start() {
    return informer.start();
  }

  void stop() {
    informer.stop();
  }

  boolean isSynced() {
    return informer.hasSynced();
  }

  /** Whether the watch has ended and does not come back. */
  boolean isStopped() {
    return informer.stopped().toCompletableFuture().isDone();
  }

  /**
   * The report of a namespace.
   *
   * @param namespace null for that of the cluster
   */
  Optional<Kept> find(@Nullable String namespace) {
    String key = namespace == null ? ReportKind.NAME : namespace + "/" + ReportKind.NAME;
    return Optional.ofNullable(informer.getStore().getByKey(key))
        .map(report ->
            new Kept(
                Change.Seen.of(report), PolicyReport.hash(report), edited.contains(of(report))));
  }

  Stream<String> places() {
    return informer.getStore().list().stream().map(ReportCache::of);
  }

  Optional<String> expected(@Nullable String namespace) {
    return Optional.ofNullable(expected.get(Objects.requireNonNullElse(namespace, "")));
  }

  void expect(@Nullable String namespace, String hash) {
    expected.put(Objects.requireNonNullElse(namespace, ""), hash);
  }

  void forgetExpected(@Nullable String namespace) {
    expected.remove(Objects.requireNonNullElse(namespace, ""));
  }

  @Override
  public void onAdd(GenericKubernetesResource report) {
    observed(report, PolicyReport.hash(report));
  }

  /** The generation changes with the content, whichever client writes it. */
  @Override
  public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
    boolean isContent =
        !Objects.equals(before.getMetadata().getGeneration(), now.getMetadata().getGeneration());
    if (isContent && !expected.containsKey(of(now))) {
      edited.add(of(now));
    }
    observed(now, PolicyReport.hash(now));
  }

  @Override
  public void onDelete(GenericKubernetesResource report, boolean isStateUnknown) {
    observed(report, "");
  }

  /** What the operator has written is no news to it. */
  private void observed(GenericKubernetesResource report, String hash) {
    String namespace = of(report);
    if (expected.remove(namespace, hash)) {
      edited.remove(namespace);
    } else if (isSynced()) {
      changed.accept(namespace);
    }
  }

  private static String of(GenericKubernetesResource report) {
    return Objects.requireNonNullElse(report.getMetadata().getNamespace(), "");
  }

  private static GenericKubernetesResource prune(GenericKubernetesResource whole) {
    ObjectMeta metadata = whole.getMetadata();
    GenericKubernetesResource kept = new GenericKubernetesResource();
    kept.setMetadata(
        new ObjectMetaBuilder()
            .withName(metadata.getName())
            .withNamespace(metadata.getNamespace())
            .withUid(metadata.getUid())
            .withResourceVersion(metadata.getResourceVersion())
            .withGeneration(metadata.getGeneration())
            .withAnnotations(Map.of(ReportKind.HASH, PolicyReport.hash(whole)))
            .build());
    return kept;
  }

  private static ResourceDefinitionContext context(ReportKind kind, boolean isNamespaced) {
    String name = isNamespaced ? kind.namespaced() : kind.cluster();
    return new ResourceDefinitionContext.Builder()
        .withGroup(kind.group())
        .withVersion(kind.version())
        .withKind(name)
        .withPlural(ReportKind.plural(name))
        .withNamespaced(isNamespaced)
        .build();
  }
}
