package io.securitybaseline.api;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is committed is what the records generate. */
class CrdFreshTest {

  @Test
  void crd() throws IOException {
    GeneratedFile.assertCurrent(
        "crds/securitybaselines.securitybaseline.io.yaml", SecurityBaselineCrd.yaml());
  }
}
