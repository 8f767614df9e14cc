package io.securitybaseline.controlplane;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the four programs of a control plane are on this machine. They are Kubernetes 1.36.3 unless
 * {@code KUBEBUILDER_ASSETS} brings in others.
 *
 * @param etcd the store
 * @param kubeApiServer the API server
 * @param kubeControllerManager the controllers that make namespaces go away, collect garbage and
 *     aggregate cluster roles
 * @param kubectl the command line client
 */
public record ControlPlaneBinaries(
    Path etcd, Path kubeApiServer, Path kubeControllerManager, Path kubectl) {

  /**
   * Finds each binary, in this order: the folder {@code KUBEBUILDER_ASSETS}; the cache, {@code
   * security-baseline-operator/control-plane/v1.36.3} under {@code $XDG_CACHE_HOME} or {@code
   * ~/.cache}; the envtest archive (which holds no controller manager); a build from pinned Go
   * modules. The last two fill the cache. A first build takes about five minutes on two cores and
   * tells on standard error how far it is; what is cached takes milliseconds.
   *
   * @throws ControlPlaneException if one cannot be had; the message says what to install or to set
   */
  public static ControlPlaneBinaries find() {
    return of(sources(System.getenv(), Path.of(System.getProperty("user.home")), System.err));
  }

  static List<BinarySource> sources(
      Map<String, String> environment, Path home, PrintStream progress) {
    BinaryCache cache = BinaryCache.of(environment, home);
    List<BinarySource> sources = new ArrayList<>();
    String assets = environment.getOrDefault("KUBEBUILDER_ASSETS", "");
    if (!assets.isEmpty()) {
      sources.add(new AssetsFolder(Path.of(assets), progress));
    }
    sources.add(cache);
    sources.add(
        cache.filledBy(
            List.of(
                cache, new EnvtestDownload(cache, progress), new GoBuild(cache, "go", progress)),
            progress));
    return sources;
  }

  static ControlPlaneBinaries of(List<BinarySource> sources) {
    Set<Binary> all = EnumSet.allOf(Binary.class);
    Map<Binary, Path> found = collect(all, sources);
    return new ControlPlaneBinaries(
        place(found, Binary.ETCD),
        place(found, Binary.KUBE_APISERVER),
        place(found, Binary.KUBE_CONTROLLER_MANAGER),
        place(found, Binary.KUBECTL));
  }

  /** Asks the sources in turn, each for what is still missing. */
  static Map<Binary, Path> collect(Set<Binary> wanted, List<BinarySource> sources) {
    Map<Binary, Path> found = new EnumMap<>(Binary.class);
    for (BinarySource source : sources) {
      Set<Binary> missing = missing(wanted, found);
      if (!missing.isEmpty()) {
        found.putAll(source.provide(missing));
      }
    }
    return found;
  }

  private static Set<Binary> missing(Set<Binary> wanted, Map<Binary, Path> found) {
    return wanted.stream()
        .filter(binary -> !found.containsKey(binary))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Binary.class)));
  }

  private static Path place(Map<Binary, Path> found, Binary binary) {
    Path path = found.get(binary);
    if (path == null) {
      throw new ControlPlaneException(
          "no %s found: set KUBEBUILDER_ASSETS to a folder that holds it"
              .formatted(binary.fileName()));
    }
    return path;
  }
}
