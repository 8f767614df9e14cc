package io.securitybaseline.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoBuildTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private BinaryCache cache = new BinaryCache(Path.of("unset"));

  @BeforeEach
  void createCache() throws IOException {
    cache = new BinaryCache(Files.createDirectory(folder.resolve("cache")));
  }

  @Test
  void buildsThePinnedPackagesIntoTheCacheAndReportsProgress() throws IOException {
    Path go =
        Scripts.script(
            folder,
            "go",
            """
            grep -q 'k8s.io/kubernetes v1.36.3' go.mod && test -s go.sum || exit 9
            [ "$1" = version ] || echo "$CGO_ENABLED $*" > "$6"
            """);

    Map<Binary, Path> built = build(go, EnumSet.of(Binary.ETCD, Binary.KUBECTL));

    assertThat(built)
        .containsEntry(Binary.ETCD, cache.folder().resolve("etcd"))
        .containsEntry(Binary.KUBECTL, cache.folder().resolve("kubectl"));
    assertThat(cache.folder().resolve("etcd"))
        .content()
        .startsWith("0 build -trimpath -ldflags -s -w -X ")
        .contains("gitVersion=v1.36.3 ", "gitMajor=1 ", "gitMinor=36 ")
        .endsWith(" go.etcd.io/etcd/server/v3\n");
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("etcd (1 of 2)", "kubectl (2 of 2)");
    assertThat(cache.folder()).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void withoutGoTheErrorNamesTheFix() {
    assertThatThrownBy(() -> build(folder.resolve("no-go"), EnumSet.of(Binary.ETCD)))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("Go 1.26")
        .hasMessageContaining("KUBEBUILDER_ASSETS")
        .hasMessageNotContaining("\n");
  }

  @Test
  void anOldGoIsReported() throws IOException {
    Path go = Scripts.script(folder, "go", "echo 'go: go.mod requires go >= 1.26.0' >&2; exit 1");

    assertThatThrownBy(() -> build(go, EnumSet.of(Binary.ETCD)))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("too old")
        .hasMessageContaining("requires go >= 1.26.0")
        .hasMessageContaining("GOTOOLCHAIN=auto");
  }

  @Test
  void aFailedBuildShowsWhatGoSaidAndLeavesNothing() throws IOException {
    Path go =
        Scripts.script(
            folder, "go", "[ \"$1\" = version ] || { echo half > \"$6\"; echo no luck; exit 2; }");

    assertThatThrownBy(() -> build(go, EnumSet.of(Binary.ETCD)))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("etcd")
        .hasMessageContaining("no luck");
    assertThat(cache.folder()).isEmptyDirectory();
  }

  private Map<Binary, Path> build(Path go, EnumSet<Binary> wanted) {
    return new GoBuild(cache, go.toString(), Scripts.printingTo(said)).provide(wanted);
  }
}
