package io.securitybaseline.engines;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CiliumPolicy118IT {

  @TestFactory
  Stream<DynamicTest> verdictsAndPackets() throws IOException {
    return EngineLab.tests(EngineKind.CILIUM_1_18);
  }
}
