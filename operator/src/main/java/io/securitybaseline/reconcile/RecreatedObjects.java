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
 * Triggers an object that was created under the name of a deleted one. Where the framework (5.2.3)
 * delivers all events, it drops its state of an object when the pass for its deletion ends ({@code
 * EventProcessor.eventProcessingFinished}), and with it the event of a new object with the same
 * name that arrived meanwhile. From then on it ignores events of other objects for that name as
 * well, so that the new object would never be evaluated.
 */
final class RecreatedObjects<P extends HasMetadata> extends AbstractEventSource<Void, P> {

  /**
   * After the pass for a deletion has certainly ended, which takes the framework a moment; once
   * more in case that a busy machine took longer. A second evaluation changes nothing.
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

  /** Only an event of the object itself makes the framework track it again. */
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
