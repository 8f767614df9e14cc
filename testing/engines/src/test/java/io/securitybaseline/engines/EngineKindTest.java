package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineKindTest {

  private static final String WRITING = "I1129 21:50:01 Starting sync of iptables with version: X";
  private static final String WRITTEN = "I1129 21:50:03 sync iptables took 2.100340161s";

  @Test
  void kubeRouterHasWrittenItsRulesWhenItSaysSo() {
    assertThat(lastWrite(WRITING, "I1129 Full sync request queue was full", WRITTEN, "other"))
        .contains(WRITTEN);
  }

  @Test
  void kubeRouterWritesUntilThen() {
    assertThat(lastWrite(WRITTEN, WRITING, "other")).isEmpty();
    assertThat(lastWrite("other")).isEmpty();
  }

  @Test
  void anEngineThatPrintsNothingIsTakenAtItsCanary() {
    assertThat(EngineKind.CALICO.lastWrite("other")).contains("");
  }

  private static Optional<String> lastWrite(String... lines) {
    return EngineKind.KUBE_ROUTER.lastWrite(String.join("\n", lines));
  }
}
