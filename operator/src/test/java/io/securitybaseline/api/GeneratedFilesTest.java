package io.securitybaseline.api;

import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is committed is what the records generate. */
class GeneratedFilesTest {

  @Test
  void crd() throws IOException {
    GeneratedFile.assertCurrent(
        "crds/securitybaselines.securitybaseline.io.yaml", SecurityBaselineCrd.yaml());
  }

  @Test
  void reference() throws IOException {
    GeneratedFile.assertCurrent("docs/api-reference.md", ApiReference.markdown());
  }
}
