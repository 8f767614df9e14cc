package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.securitybaseline.facts.azure.directory.DirectoryPoller;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.DirectoryInquiry;
import io.securitybaseline.module.Scope;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Passes on the questions of evaluations to the poller of the directory, and triggers the scopes
 * for which an answer is new.
 */
final class DirectoryLink implements DirectoryInquiry, AutoCloseable {

  private final ReconcileTriggers triggers;
  private final DirectoryPoller<Asker> poller;

  DirectoryLink(AzureWiring azure, ReconcileTriggers triggers) {
    this.triggers = triggers;
    this.poller = azure.directory(this::trigger);
  }

  /** What is known now. */
  Memberships known() {
    return poller.known();
  }

  @Override
  public void ask(Asker asker, DirectoryQuestions questions, Memberships seen) {
    poller.ask(asker, questions, seen);
  }

  /** A requested pass asks the directory again too. */
  void refresh(String requestedAt) {
    poller.askAgain(requestedAt);
  }

  /** The baseline was deleted: nothing is needed any more. */
  void forget() {
    poller.forget();
  }

  @Override
  public void close() {
    poller.close();
  }

  private void trigger(Set<Asker> askers) {
    askers.forEach(asker -> trigger(asker.scope()));
  }

  private void trigger(Scope scope) {
    switch (scope) {
      case Scope.InNamespace(String name) -> triggers.namespaces(Stream.of(new ResourceID(name)));
      case Scope.OneObject(String _, String name) ->
          triggers.clusterRoleBindings(Stream.of(new ResourceID(name)));
      case Scope.WholeCluster() -> triggers.baseline();
    }
  }
}
