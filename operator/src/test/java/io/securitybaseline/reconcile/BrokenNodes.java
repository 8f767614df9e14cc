package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Node;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A cache that cannot be read, so that whatever observes the cluster fails. */
final class BrokenNodes implements Cache<Node> {

  private final RuntimeException fault;

  BrokenNodes(RuntimeException fault) {
    this.fault = fault;
  }

  @Override
  public Optional<Node> get(ResourceID id) {
    throw fault;
  }

  @Override
  public Stream<ResourceID> keys() {
    throw fault;
  }

  @Override
  public Stream<Node> list(Predicate<Node> condition) {
    throw fault;
  }
}
