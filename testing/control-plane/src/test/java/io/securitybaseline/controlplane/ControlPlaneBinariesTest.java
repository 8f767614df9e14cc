package io.securitybaseline.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneBinariesTest {

  @TempDir private Path home;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void eachBinaryComesFromTheFirstPlaceThatHasIt() throws IOException {
    Path assets = home.resolve("assets");
    Path etcd = Scripts.binary(assets, Binary.ETCD);
    Path apiServer = Scripts.binary(assets, Binary.KUBE_APISERVER);
    Path cached = cacheIn(home.resolve(".cache"));
    Scripts.binary(cached, Binary.ETCD);
    Path controllerManager = Scripts.binary(cached, Binary.KUBE_CONTROLLER_MANAGER);
    Path kubectl = Scripts.binary(cached, Binary.KUBECTL);

    assertThat(find(Map.of("KUBEBUILDER_ASSETS", assets.toString())))
        .isEqualTo(new ControlPlaneBinaries(etcd, apiServer, controllerManager, kubectl));
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void theCacheFollowsXdg() throws IOException {
    Path caches = home.resolve("elsewhere");
    for (Binary binary : Binary.values()) {
      Scripts.binary(cacheIn(caches), binary);
    }

    assertThat(find(Map.of("XDG_CACHE_HOME", caches.toString())).kubectl())
        .isEqualTo(cacheIn(caches).resolve("kubectl"));
  }

  @Test
  void aSourceIsAskedForWhatIsMissingOnlyAndNotAtAllWhenNothingIs() {
    List<Set<Binary>> asked = new ArrayList<>();
    BinarySource first = having(EnumSet.of(Binary.ETCD, Binary.KUBECTL), asked);
    BinarySource second = having(EnumSet.allOf(Binary.class), asked);
    BinarySource third = having(EnumSet.allOf(Binary.class), asked);

    ControlPlaneBinaries.of(List.of(first, second, third));

    assertThat(asked)
        .containsExactly(
            EnumSet.allOf(Binary.class),
            EnumSet.of(Binary.KUBE_APISERVER, Binary.KUBE_CONTROLLER_MANAGER));
  }

  @Test
  void aMissingBinaryIsNamed() {
    BinarySource most = having(EnumSet.complementOf(EnumSet.of(Binary.KUBECTL)), new ArrayList<>());

    assertThatThrownBy(() -> ControlPlaneBinaries.of(List.of(most)))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("kubectl")
        .hasMessageContaining("KUBEBUILDER_ASSETS");
  }

  @Test
  void aSecondBuilderFindsWhatTheFirstHasPutIntoTheCache() {
    BinaryCache cache = new BinaryCache(home.resolve("cache"));
    List<Set<Binary>> asked = new ArrayList<>();
    BinarySource builder =
        wanted -> {
          asked.add(wanted);
          try {
            return Map.of(Binary.ETCD, Scripts.binary(cache.folder(), Binary.ETCD));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    BinarySource guarded = cache.filledBy(List.of(cache, builder), Scripts.printingTo(said));

    assertThat(guarded.provide(EnumSet.of(Binary.ETCD)))
        .isEqualTo(guarded.provide(EnumSet.of(Binary.ETCD)))
        .containsKey(Binary.ETCD);
    assertThat(asked).hasSize(1);
  }

  private ControlPlaneBinaries find(Map<String, String> environment) {
    return ControlPlaneBinaries.of(
        ControlPlaneBinaries.sources(environment, home, Scripts.printingTo(said)));
  }

  private static Path cacheIn(Path caches) {
    return caches.resolve("security-baseline-operator/control-plane/v1.36.3");
  }

  private static BinarySource having(Set<Binary> held, List<Set<Binary>> asked) {
    return wanted -> {
      asked.add(EnumSet.copyOf(wanted));
      Map<Binary, Path> found = new EnumMap<>(Binary.class);
      held.stream()
          .filter(wanted::contains)
          .forEach(binary -> found.put(binary, Path.of(binary.fileName())));
      return found;
    };
  }
}
