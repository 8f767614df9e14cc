package io.securitybaseline.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvtestDownloadTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void isNotAskedForWhatTheArchiveDoesNotHold() {
    assertThat(download().provide(EnumSet.of(Binary.KUBE_CONTROLLER_MANAGER))).isEmpty();
    assertThat(said.size()).isZero();
  }

  @Test
  void isNotTriedAgainSoonAfterAFailure() throws IOException {
    Files.createFile(folder.resolve(".envtest-unreachable"));

    assertThat(download().provide(EnumSet.allOf(Binary.class))).isEmpty();
    assertThat(said.size()).isZero();
  }

  private EnvtestDownload download() {
    return new EnvtestDownload(new BinaryCache(folder), Scripts.printingTo(said));
  }
}
