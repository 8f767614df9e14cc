package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.facts.rbac.ApiGroups;
import io.securitybaseline.facts.rbac.ServedResources;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.reconcile.caches.CachedResources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API server which resources it has itself. That follows from its version and from the
 * versions of its API groups, so it is asked again only when one of them changes.
 */
final class DiscoveredResources {

  private static final Logger log = LoggerFactory.getLogger(DiscoveredResources.class);
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final ResourceReader resources;
  private final Consumer<ServedResources> found;
  private final Supplier<Optional<String>> version;
  private final Function<String, @Nullable APIResourceList> api;
  private final Clock steady;
  private @Nullable Known asked;
  private Instant askAgain = Instant.MIN;

  /** What the resources follow from. */
  private record Known(Optional<String> version, SortedSet<String> groups) {}

  /**
   * @param resources has the groups
   * @param found receives the answers
   * @param version of the API server
   * @param api asks the API server what a version of a group serves
   * @param steady a clock that cannot be set
   */
  DiscoveredResources(
      ResourceReader resources,
      Consumer<ServedResources> found,
      Supplier<Optional<String>> version,
      Function<String, @Nullable APIResourceList> api,
      Clock steady) {
    this.resources = resources;
    this.found = found;
    this.version = version;
    this.api = api;
    this.steady = steady;
  }

  /** Of the API server that the client is connected to. */
  static DiscoveredResources by(
      KubernetesClient client, ServerVersion version, CachedResources resources) {
    return new DiscoveredResources(
        resources,
        resources::serving,
        version::get,
        client::getApiResources,
        new SteadyClock(System::nanoTime));
  }

  /** Asks what has to be asked. While that fails, the resources are unknown. */
  synchronized void refresh() {
    Known now = new Known(version.get(), ApiGroups.builtIn(resources.all(APIService.class)));
    if (now.equals(asked) || steady.instant().isBefore(askAgain)) {
      return;
    }
    try {
      found.accept(ServedResources.ask(now.groups(), api));
      asked = now;
    } catch (KubernetesClientException e) {
      log.atDebug().setCause(e).log("the API server does not list its resources");
      found.accept(ServedResources.UNKNOWN);
      askAgain = steady.instant().plus(PAUSE);
    }
  }
}
