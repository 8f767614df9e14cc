package io.securitybaseline.reconcile.caches;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.facts.watch.Availability;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.NamespaceBudget;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns declarations into event sources of the framework. */
public final class WatchSources {

  private static final Logger log = LoggerFactory.getLogger(WatchSources.class);

  private final List<Watch<?>> watches;
  private final CachedResources resources;
  private final Consumer<String> namespaces;
  private final Interners interners = Interners.create();
  private final NamespaceBudget budget = new NamespaceBudget();

  /**
   * @param watches each kind and selection once
   * @param resources to which the caches are added
   * @param namespaces starts the evaluation of the namespace with the name
   */
  public WatchSources(
      List<Watch<?>> watches, CachedResources resources, Consumer<String> namespaces) {
    this.watches = List.copyOf(watches);
    this.resources = resources;
    this.namespaces = namespaces;
  }

  /** The event sources to register with the reconciler of what they concern. */
  public <P extends HasMetadata> List<EventSource<?, P>> open(
      Concern concern, EventSourceContext<P> context) {
    List<EventSource<?, P>> sources = new ArrayList<>();
    for (Watch<?> watch : watches) {
      if (watch.concern() == concern && isServed(watch, context)) {
        sources.add(open(watch, context));
      }
    }
    return sources;
  }

  /** Adds the cache of a reconciler's own kind. */
  public <P extends HasMetadata> void openPrimary(EventSourceContext<P> context) {
    resources.open(primary(context.getPrimaryResourceClass()), context.getPrimaryCache());
  }

  /**
   * Configures the reconciler of a kind: what its cache keeps, how it is filled, and its events.
   */
  public <P extends HasMetadata> ControllerConfigurationOverrider<P> configure(
      Class<P> kind, ControllerConfigurationOverrider<P> overrides) {
    Watch<P> watch = primary(kind);
    return overrides
        .withItemStore(watch.store(interners, budget))
        .withInformerListLimit(watch.page())
        .withOnUpdateFilter(watch::triggers);
  }

  /** The declared kinds that are watched while they are defined. */
  List<Watch<?>> defined() {
    return watches.stream().filter(WatchSources::isWatchedWhileDefined).toList();
  }

  <T extends HasMetadata, P extends HasMetadata> InformerEventSource<T, P> open(
      Watch<T> watch, EventSourceContext<P> context) {
    InformerEventSource<T, P> source =
        new InformerEventSource<>(configuration(watch, context.getPrimaryResourceClass()), context);
    resources.open(watch, source);
    return source;
  }

  private static boolean isWatchedWhileDefined(Watch<?> watch) {
    return !watch.availability().definitions().isEmpty();
  }

  private static boolean isServed(Watch<?> watch, EventSourceContext<?> context) {
    return switch (watch.availability()) {
      case Availability.Always _ -> true;
      case Availability.WhileDefined _, Availability.WhileAnyDefined _ -> false;
      case Availability.SinceSomeVersion _ -> {
        boolean served = context.getClient().supports(watch.kind().type());
        if (!served) {
          log.atInfo()
              .addKeyValue("watch", watch.name())
              .log("the API server does not serve a kind");
        }
        yield served;
      }
    };
  }

  @SuppressWarnings("unchecked") // of the kind
  private <P extends HasMetadata> Watch<P> primary(Class<P> kind) {
    return (Watch<P>)
        watches.stream()
            .filter(watch -> watch.concern() == Concern.OBJECT && watch.isOf(kind))
            .findFirst()
            .orElseThrow();
  }

  /** What has appeared while the operator runs belongs to the reconciler of the baseline. */
  private Set<ResourceID> concerned(Watch<?> watch, HasMetadata object) {
    if (watch.selection() instanceof Selection.InState state && !state.matters().test(object)) {
      return Set.of();
    }
    if (watch.concern() == Concern.NAMESPACE && isWatchedWhileDefined(watch)) {
      namespaces.accept(object.getMetadata().getNamespace());
      return Set.of();
    }
    return Set.of(primary(watch, object));
  }

  private <T extends HasMetadata, P extends HasMetadata>
      InformerEventSourceConfiguration<T> configuration(Watch<T> watch, Class<P> primary) {
    InformerEventSourceConfiguration.Builder<T> builder =
        WatchSources.<T, P>builder(watch, primary)
            .withName(watch.name())
            .withItemStore(watch.store(interners, budget))
            .withSecondaryToPrimaryMapper(object -> concerned(watch, object))
            // Reads go by the namespace index: a second index in the framework would only cost.
            .withPrimaryToSecondaryMapper(_ -> Set.of())
            .withOnUpdateFilter(watch::triggers);
    if (watch.page() > 0) {
      builder.withInformerListLimit(watch.page());
    }
    return switch (watch.selection()) {
      case Selection.All _ -> builder.withWatchAllNamespaces().build();
      case Selection.InNamespace(String name) -> builder.withNamespaces(Set.of(name)).build();
      case Selection.Labeled(String key, String value) ->
          builder.withWatchAllNamespaces().withLabelSelector(key + "=" + value).build();
      case Selection.InState state ->
          builder.withWatchAllNamespaces().withFieldSelector(fields(state)).build();
      case Selection.Named(String name) ->
          builder
              .withWatchAllNamespaces()
              .withFieldSelector(
                  new FieldSelectorBuilder().withField("metadata.name", name).build())
              .build();
    };
  }

  private static FieldSelector fields(Selection.InState state) {
    FieldSelectorBuilder fields = new FieldSelectorBuilder();
    state.equal().forEach(fields::withField);
    state.different().forEach(fields::withoutField);
    return fields.build();
  }

  @SuppressWarnings("unchecked") // a kind without a model has objects of the generic one
  private static <T extends HasMetadata, P extends HasMetadata>
      InformerEventSourceConfiguration.Builder<T> builder(Watch<T> watch, Class<P> primary) {
    var kind = watch.kind();
    return kind.isGeneric()
        ? (InformerEventSourceConfiguration.Builder<T>)
            InformerEventSourceConfiguration.from(
                new GroupVersionKind(kind.group(), kind.version(), kind.name()), primary)
        : InformerEventSourceConfiguration.from(kind.type(), primary);
  }

  private static ResourceID primary(Watch<?> watch, HasMetadata object) {
    return switch (watch.concern()) {
      case OBJECT -> new ResourceID(object.getMetadata().getName());
      case NAMESPACE -> new ResourceID(object.getMetadata().getNamespace());
      case CLUSTER -> new ResourceID(SecurityBaseline.NAME);
    };
  }
}
