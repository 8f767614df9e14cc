package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.control.instancemetadata.PolicyNames;
import io.securitybaseline.report.Ledger;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when every policy that a baseline made in namespaces is gone, so that its finalizer may go.
 * Every namespace has to be looked at for that purpose, or a policy that a look begun earlier is
 * just creating would stay. A namespace in which the API server refuses the deletion does not hold
 * the baseline up for ever; it is named in the log.
 */
final class Withdrawal {

  private static final Logger log = LoggerFactory.getLogger(Withdrawal.class);

  private final LiveNamespaces live;
  private final Ledger ledger;

  Withdrawal(LiveNamespaces live, Ledger ledger) {
    this.live = live;
    this.ledger = ledger;
  }

  boolean isComplete(CurrentSituation.Edition edition) {
    String uid = edition.situation().baseline().uid();
    Set<String> holding =
        live.policies(policy -> PolicyNames.isOwnedBy(policy, uid))
            .map(policy -> policy.getMetadata().getNamespace())
            .collect(Collectors.toSet());
    return live.list()
        .allMatch(namespace ->
            ledger
                .find(namespace.getMetadata().getName(), namespace.getMetadata().getUid())
                .filter(entry -> entry.edition() == edition.number())
                .filter(entry ->
                    !holding.contains(namespace.getMetadata().getName())
                        || isRefused(namespace, entry))
                .isPresent());
  }

  private static boolean isRefused(Namespace namespace, Ledger.Entry entry) {
    if (entry.refused()) {
      log.atWarn()
          .addKeyValue("namespace", namespace.getMetadata().getName())
          .log("left our policy behind: the API server refuses its deletion");
    }
    return entry.refused();
  }
}
