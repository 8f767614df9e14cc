package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks at what was created anew under the name of something deleted. Where the framework (5.2.3)
 * tells of all events, it strikes out all it knows of an object when the pass for its deletion is
 * over ({@code EventProcessor.eventProcessingFinished}), and with it the event of a successor that
 * came meanwhile. From then on it passes over events of other objects for that name as well, so
 * that the successor would never be looked at.
 */
final class RecreatedObjects<P extends HasMetadata> extends AbstractEventSource<Void, P> {

  /**
   * After the pass for a deletion is over for sure, which takes the framework a moment; once more
   * in case that a busy machine took longer. A look at what was looked at already changes nothing.
   */
  private static final List<Integer> SECONDS = List.of(1, 15);

  private final Cache<P> living;

  RecreatedObjects(Class<P> kind, Cache<P> living) {
    super(Void.class, "recreated " + kind.getSimpleName());
    this.living = living;
  }

  /** To be called in the pass for a deletion. */
  void triggerAfter(P deleted) {
    ResourceID id = ResourceID.fromResource(deleted);
    for (int seconds : SECONDS) {
      CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> check(id));
    }
  }

  /** Only an event of the object itself makes the framework know of it again. */
  private void check(ResourceID id) {
    if (isRunning()) {
      living
          .get(id)
          .map(successor -> new ResourceEvent(ResourceAction.UPDATED, id, successor))
          .ifPresent(getEventHandler()::handleEvent);
    }
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
