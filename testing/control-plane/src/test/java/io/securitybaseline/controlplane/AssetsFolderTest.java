package io.securitybaseline.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsFolderTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"Kubernetes v1.36.3", "Kubernetes v1.36.0", "Kubernetes v1.36.9-rc.1"})
  void anyPatchReleaseOfTheMinorIsUsedInSilence(String version) throws IOException {
    Path apiServer = Scripts.script(folder, "kube-apiserver", "echo " + version);

    assertThat(asked(Binary.KUBE_APISERVER)).isEqualTo(apiServer);
    assertThat(lines()).isEmpty();
  }

  @Test
  void anotherMinorIsUsedWithOneLineOfWarning() throws IOException {
    Path kubectl = Scripts.script(folder, "kubectl", "echo Client Version: v1.35.2");

    assertThat(asked(Binary.KUBECTL)).isEqualTo(kubectl);
    assertThat(lines())
        .singleElement()
        .asString()
        .contains(kubectl.toString(), "v1.35.2", "v1.36.3", "KUBEBUILDER_ASSETS");
  }

  @Test
  void aBinaryWithoutAVersionIsUsedWithOneLineOfWarning() throws IOException {
    Path apiServer = Scripts.script(folder, "kube-apiserver", "echo what?; exit 3");

    assertThat(asked(Binary.KUBE_APISERVER)).isEqualTo(apiServer);
    assertThat(lines()).singleElement().asString().contains("does not report its version");
  }

  @Test
  void etcdHasVersionsOfItsOwn() throws IOException {
    Path etcd = Scripts.script(folder, "etcd", "echo etcd Version: 3.6.8");

    assertThat(asked(Binary.ETCD)).isEqualTo(etcd);
    assertThat(lines()).isEmpty();
  }

  @Test
  void whatCannotBeRunIsNotThere() throws IOException {
    Files.writeString(folder.resolve("etcd"), "no execute permission");

    assertThat(asked(Binary.ETCD)).isNull();
  }

  private @Nullable Path asked(Binary binary) {
    return new AssetsFolder(folder, Scripts.printingTo(said))
        .provide(EnumSet.of(binary))
        .get(binary);
  }

  private List<String> lines() {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
