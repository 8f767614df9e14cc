package io.securitybaseline.reconcile.caches;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.watch.Availability.WhileDefined;
import io.securitybaseline.facts.watch.Watch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches kinds while the API server serves them: at any other time a watch of them fails. */
public final class DefinedKinds {

  private static final Logger log = LoggerFactory.getLogger(DefinedKinds.class);

  private final WatchSources sources;
  private final CachedResources resources;
  private final Unwatched unwatched;
  private final Map<String, InformerEventSource<?, ?>> registered = new HashMap<>();

  public DefinedKinds(WatchSources sources, CachedResources resources, Unwatched unwatched) {
    this.sources = sources;
    this.resources = resources;
    this.unwatched = unwatched;
  }

  /** Receives that a kind that is served could not be watched. */
  @FunctionalInterface
  public interface Unwatched {

    /**
     * Called each time that this is detected.
     *
     * @param kind such as {@code Pod}
     * @param cause why the watch failed; empty if it has not been started yet
     */
    void found(String kind, Optional<RuntimeException> cause);
  }

  /** Starts and stops watches, as the definitions come and go. */
  public <P extends HasMetadata> void follow(Context<P> context) {
    sources.defined().forEach(watch -> follow(watch, context));
  }

  private <P extends HasMetadata> void follow(Watch<?> watch, Context<P> context) {
    InformerEventSource<?, ?> known = registered.get(watch.name());
    boolean defined = watch.availability().definitions().stream().anyMatch(this::isDefined);
    if (known == null) {
      if (defined) {
        start(watch, context);
      }
    } else if (defined) {
      if (!known.isRunning()) {
        unwatched.found(watch.kind().name(), Optional.empty());
      }
    } else {
      context.eventSourceRetriever().dynamicallyDeRegisterEventSource(watch.name());
      registered.remove(watch.name());
      resources.close(watch);
    }
  }

  private boolean isDefined(WhileDefined availability) {
    return resources
        .find(CustomResourceDefinition.class, availability.definition())
        .filter(ClusterObservation::isEstablished)
        .filter(crd -> ClusterObservation.servedVersions(crd).contains(availability.version()))
        .isPresent();
  }

  private <P extends HasMetadata> void start(Watch<?> watch, Context<P> context) {
    var registry = context.eventSourceRetriever();
    InformerEventSource<?, P> source =
        sources.open(watch, registry.eventSourceContextForDynamicRegistration());
    registered.put(watch.name(), source);
    try {
      registry.dynamicallyRegisterEventSource(source);
    } catch (RuntimeException e) {
      // It stays registered, and is started again until that succeeds. Until then the kind must not
      // appear to have no objects.
      unwatched.found(watch.kind().name(), Optional.of(e));
      return;
    }
    log.atInfo().addKeyValue("kind", watch.kind().name()).log("watching a kind that appeared");
  }
}
