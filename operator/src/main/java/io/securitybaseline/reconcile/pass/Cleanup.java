package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.control.BlockedDeletion;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far the cleanup is of what a baseline created, so that its finalizer can be removed. Every
 * namespace has to be evaluated for that purpose, or an object that an earlier pass is just
 * creating would stay. No single namespace blocks the deletion of the baseline: an object whose
 * deletion was accepted counts as gone, whatever finalizers keep it, and so does one whose deletion
 * was rejected several times in a row. Both are named.
 */
final class Cleanup {

  /**
   * The first rejections may be those of an API server that has just started and has not read its
   * roles, or of an admission webhook that is being restarted.
   */
  static final int REJECTIONS = 3;

  private final ResourceReader resources;
  private final Ledger ledger;

  Cleanup(ResourceReader resources, Ledger ledger) {
    this.resources = resources;
    this.ledger = ledger;
  }

  /** How far it is for what the control created in namespaces. */
  CleanupProgress inNamespaces(ControlModule module, Revision revision) {
    if (!module.scopes().contains(Namespace.class)) {
      return CleanupProgress.NOTHING_TO_DO;
    }
    Map<String, List<HasMetadata>> left =
        module
            .ownObjects(resources, revision.situation().baseline().uid())
            .map(HasMetadata.class::cast)
            .collect(Collectors.groupingBy(Cleanup::namespace));
    List<String> leftBehind = new ArrayList<>();
    boolean complete = true;
    for (Namespace namespace : resources.namespaces().toList()) {
      Optional<Ledger.Result> result = result(module, namespace, revision);
      List<HasMetadata> objects = left.getOrDefault(namespace.getMetadata().getName(), List.of());
      complete &=
          result.isPresent() && objects.stream().allMatch(it -> isGivenUp(it, result.get()));
      objects.forEach(object -> leftBehind.add(phrase(object, result)));
    }
    return new CleanupProgress(complete, leftBehind);
  }

  /** The namespace that the object is in, or that it is. */
  private static String namespace(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return namespace == null ? object.getMetadata().getName() : namespace;
  }

  private Optional<Ledger.Result> result(
      ControlModule module, Namespace namespace, Revision revision) {
    return ledger
        .find(
            new Scope.InNamespace(namespace.getMetadata().getName()),
            namespace.getMetadata().getUid(),
            module.descriptor().id())
        .filter(result -> result.revision() == revision.number());
  }

  private static boolean isGivenUp(HasMetadata object, Ledger.Result result) {
    return object.isMarkedForDeletion()
        || (result.rejection() != null && result.failures() >= REJECTIONS);
  }

  private static String phrase(HasMetadata object, Optional<Ledger.Result> result) {
    String namespace = namespace(object);
    return object.isMarkedForDeletion()
        ? "namespace %s: %s".formatted(namespace, BlockedDeletion.phrase(object))
        : "namespace %s: the deletion of %s %s is rejected%s"
            .formatted(
                namespace,
                object.getKind(),
                object.getMetadata().getName(),
                result.map(Ledger.Result::rejection).map(text -> ": " + text).orElse(""));
  }
}
