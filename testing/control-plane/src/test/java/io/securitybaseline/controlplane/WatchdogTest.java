package io.securitybaseline.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {

  @TempDir private Path folder;

  @Test
  void killsWhatIsLeftAndDeletesItsFolder() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Watchdog watchdog = Watchdog.start(Optional.of(data));
    Process ended = new ProcessBuilder("true").start();
    watchdog.guard(ended).join();
    Process left = new ProcessBuilder("sleep", "1000").start();
    CompletableFuture<Void> leftEnds = watchdog.guard(left);

    watchdog.close();

    leftEnds.join();
    assertThat(left.exitValue()).isEqualTo(128 + 9);
    assertThat(data).doesNotExist();
  }

  @Test
  void leavesTheFolderAloneWhenTheServersAreGoneAlready() throws IOException {
    Watchdog watchdog = Watchdog.start(Optional.of(folder));
    watchdog.guard(new ProcessBuilder("true").start()).join();

    watchdog.close();

    assertThat(folder).exists();
  }
}
