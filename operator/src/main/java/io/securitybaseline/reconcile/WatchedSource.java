package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.LifecycleAware;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import io.securitybaseline.client.WatchAnswers;
import io.securitybaseline.reconcile.WatchHealth.Found;
import io.securitybaseline.reconcile.WatchHealth.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An event source of the framework that watches a kind, by one informer for each of its namespaces.
 *
 * @param controller the reconciler that it belongs to
 */
record WatchedSource(String controller, ManagedInformerEventSource<?, ?, ?> source) {

  /** All that are registered at the moment. */
  static List<WatchedSource> of(Operator operator) {
    return operator.getRuntimeInfo().getRegisteredControllers().stream()
        .flatMap(WatchedSource::of)
        .toList();
  }

  private static Stream<WatchedSource> of(RegisteredController<?> controller) {
    return controller
        .getControllerHealthInfo()
        .informerEventSourceHealthIndicators()
        .values()
        .stream()
        .filter(ManagedInformerEventSource.class::isInstance)
        .map(source ->
            new WatchedSource(
                controller.getConfiguration().getName(),
                (ManagedInformerEventSource<?, ?, ?>) source));
  }

  /** A name that no other source has. */
  String name() {
    return controller + "/" + source.name();
  }

  String kind() {
    return groupVersionKind().getKind();
  }

  /** What its informers do. */
  List<Found> observe(WatchAnswers answers) {
    Map<String, InformerHealthIndicator> informers = informers();
    String kind = kind();
    if (informers.isEmpty()) {
      return List.of(new Found(name(), kind, State.STOPPED));
    }
    return informers.entrySet().stream()
        .map(informer ->
            new Found(
                name() + "/" + informer.getKey(),
                kind,
                state(informer.getValue(), informer.getKey(), answers)))
        .toList();
  }

  boolean isOpen(WatchAnswers answers) {
    return observe(answers).stream().allMatch(found -> found.state() == State.OPEN);
  }

  /** Whether any of its informers has stopped, or was never started. */
  boolean isStopped() {
    Map<String, InformerHealthIndicator> informers = informers();
    return informers.isEmpty()
        || !informers.values().stream().allMatch(InformerHealthIndicator::isRunning);
  }

  /** The path, with the field selector, that a list of what it watches is read from. */
  List<String> paths() {
    Stream<String> namespaces = informers().keySet().stream();
    List<String> paths = namespaces.map(this::path).toList();
    return paths.isEmpty() ? List.of(path("")) : paths;
  }

  /**
   * Restarts it: an informer that has stopped cannot continue. Its cache is empty meanwhile, so
   * what reads it must be held.
   *
   * @throws RuntimeException if the first list or the watch fails
   */
  void restart() {
    // The framework leaves the others running where the informer of one namespace did not start.
    informers().values().stream()
        .filter(LifecycleAware.class::isInstance)
        .forEach(informer -> ((LifecycleAware) informer).stop());
    source.stop();
    source.start();
  }

  private Map<String, InformerHealthIndicator> informers() {
    try {
      return source.informerHealthIndicators();
    } catch (NullPointerException e) {
      // Registered, and not started yet: the framework has created no informers so far.
      return Map.of();
    }
  }

  private State state(InformerHealthIndicator informer, String namespace, WatchAnswers answers) {
    if (!informer.isRunning()) {
      return State.STOPPED;
    }
    boolean open =
        informer.hasSynced() && (isWatching(informer) || isStreaming(namespace, answers));
    return open ? State.OPEN : State.CLOSED;
  }

  private boolean isStreaming(String namespace, WatchAnswers answers) {
    return answers.last(path(namespace)).filter(WatchAnswers.Answer::open).isPresent();
  }

  private static boolean isWatching(InformerHealthIndicator informer) {
    try {
      return informer.isWatching();
    } catch (NullPointerException e) {
      // The client reads a field that it has just cleared because the watch is being closed.
      return false;
    }
  }

  private String path(String namespace) {
    GroupVersionKind kind = groupVersionKind();
    String root =
        kind.getGroup() == null || kind.getGroup().isEmpty()
            ? "/api/"
            : "/apis/" + kind.getGroup() + "/";
    String within =
        namespace.isEmpty() || namespace.equals(ALL_NAMESPACES)
            ? "/"
            : "/namespaces/" + namespace + "/";
    return WatchAnswers.key(root + kind.getVersion() + within + plural(kind), fieldSelector());
  }

  private static final String ALL_NAMESPACES =
      io.javaoperatorsdk.operator.api.reconciler.Constants.WATCH_ALL_NAMESPACES;

  private String plural(GroupVersionKind kind) {
    Class<? extends HasMetadata> type = informerConfiguration().getResourceClass();
    return type.getSimpleName().equals(kind.getKind())
        ? HasMetadata.getPlural(type)
        : Pluralize.toPlural(kind.getKind().toLowerCase(Locale.ROOT));
  }

  private String fieldSelector() {
    return Optional.ofNullable(informerConfiguration().getFieldSelector())
        .map(selector ->
            selector.getFields().stream()
                .map(field -> field.path() + "=" + field.value())
                .collect(Collectors.joining(",")))
        .orElse("");
  }

  private InformerConfiguration<? extends HasMetadata> informerConfiguration() {
    return source.configuration().getInformerConfig();
  }

  /** The kind of the objects, which for objects without a class of their own is configured. */
  private GroupVersionKind groupVersionKind() {
    return source.configuration() instanceof InformerEventSourceConfiguration<?> configured
        ? configured.getGroupVersionKind().orElseGet(this::kindOfClass)
        : kindOfClass();
  }

  private GroupVersionKind kindOfClass() {
    return GroupVersionKind.gvkFor(informerConfiguration().getResourceClass());
  }
}
