package io.securitybaseline.engines;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Only the profile {@code engines-nightly} runs it. */
class CiliumAgentNightly {

  @TestFactory
  Stream<DynamicTest> verdictsAndPackets() throws IOException {
    return EngineLab.tests(EngineKind.CILIUM_AGENT);
  }
}
