package io.securitybaseline.engines;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CalicoIT {

  @TestFactory
  Stream<DynamicTest> verdictsAndPackets() throws IOException {
    return EngineLab.tests(EngineKind.CALICO);
  }
}
