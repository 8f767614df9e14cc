package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.BlockedDeletion;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.reconcile.pass.CleanupProgress;
import io.securitybaseline.report.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Knows when every policy that a baseline made in namespaces is gone, so that its finalizer may go.
 * Every namespace has to be looked at for that purpose, or a policy that a look begun earlier is
 * just creating would stay. No single namespace blocks the deletion of the baseline: a policy whose
 * deletion was accepted counts as gone, whatever finalizers keep it, and so does one whose deletion
 * was refused several times in a row. Both are named.
 */
final class NamespaceCleanup {

  /**
   * The first refusals may be those of an API server that has just started and has not read its
   * roles, or of an admission webhook that is being restarted.
   */
  static final int REFUSALS = 3;

  private final NamespaceLister live;
  private final Ledger ledger;

  NamespaceCleanup(NamespaceLister live, Ledger ledger) {
    this.live = live;
    this.ledger = ledger;
  }

  CleanupProgress progress(CurrentSituation.Revision revision) {
    String uid = revision.situation().baseline().uid();
    Map<String, List<NetworkPolicy>> left =
        live.policies(policy -> PolicyNames.isOwnedBy(policy, uid))
            .collect(Collectors.groupingBy(policy -> policy.getMetadata().getNamespace()));
    List<String> leftBehind = new ArrayList<>();
    boolean complete = true;
    for (Namespace namespace : live.list().toList()) {
      String name = namespace.getMetadata().getName();
      Optional<Ledger.Entry> entry =
          ledger
              .find(name, namespace.getMetadata().getUid())
              .filter(known -> known.revision() == revision.number());
      List<NetworkPolicy> policies = left.getOrDefault(name, List.of());
      complete &= entry.isPresent() && policies.stream().allMatch(it -> isGivenUp(it, entry.get()));
      policies.forEach(policy -> leftBehind.add(phrase(policy, entry)));
    }
    return new CleanupProgress(complete, leftBehind);
  }

  private static boolean isGivenUp(NetworkPolicy policy, Ledger.Entry entry) {
    return policy.isMarkedForDeletion() || (entry.refused() && entry.failures() >= REFUSALS);
  }

  private static String phrase(NetworkPolicy policy, Optional<Ledger.Entry> entry) {
    String namespace = policy.getMetadata().getNamespace();
    return policy.isMarkedForDeletion()
        ? "namespace %s: %s".formatted(namespace, BlockedDeletion.phrase(policy))
        : "namespace %s: the deletion of NetworkPolicy %s is refused%s"
            .formatted(
                namespace,
                policy.getMetadata().getName(),
                entry.flatMap(Ledger.Entry::refusal).map(text -> ": " + text).orElse(""));
  }
}
