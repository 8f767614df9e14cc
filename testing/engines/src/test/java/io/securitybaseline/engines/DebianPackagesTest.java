package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianPackagesTest {

  @TempDir Path folder;

  @Test
  void oneLineNamesWhatIsMissing() throws IOException {
    Files.createFile(folder.resolve("ip")).toFile().setExecutable(true);
    Files.createFile(folder.resolve("nft"));
    assertThat(DebianPackages.advice(DebianPackages.missing(List.of(folder), false)))
        .hasValueSatisfying(line ->
            assertThat(line)
                .startsWith(
                    "missing Debian packages: "
                        + "apt-get install conntrack ipset iptables nftables util-linux (or "));
  }

  @Test
  void theNightlyRunAlsoNeedsACompiler() {
    assertThat(DebianPackages.missing(List.of(folder), true)).contains("clang-19");
    assertThat(DebianPackages.missing(List.of(folder), false)).doesNotContain("clang-19");
  }

  @Test
  void nothingIsSaidWhereNothingIsMissing() {
    assertThat(DebianPackages.advice(List.of())).isEmpty();
  }
}
