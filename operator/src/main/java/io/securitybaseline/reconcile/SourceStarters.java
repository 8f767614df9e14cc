package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.Operator;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The threads in which the framework starts event sources. It takes two for each informer, all at
 * once, and keeps them for a minute: as platform threads, they took memory for their stacks and did
 * nothing but wait for lists.
 */
final class SourceStarters {

  private SourceStarters() {}

  /**
   * The operator with virtual threads for that. To be called before it starts anything; the
   * framework has no setting for this pool, which is an ordinary one.
   */
  static Operator virtual(Operator operator) {
    if (operator.getConfigurationService().getExecutorServiceManager().cachingExecutorService()
        instanceof ThreadPoolExecutor pool) {
      pool.setThreadFactory(Thread.ofVirtual().name("source-starter-", 1).factory());
    }
    return operator;
  }
}
