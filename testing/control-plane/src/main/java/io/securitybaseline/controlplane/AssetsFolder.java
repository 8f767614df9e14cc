package io.securitybaseline.controlplane;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder that {@code KUBEBUILDER_ASSETS} names. If it is set, another patch release is used in
 * silence and another minor release with one line of warning, for a test against an older
 * Kubernetes is a good reason to set it. etcd has versions of its own and is not asked.
 */
record AssetsFolder(Path folder, PrintStream progress) implements BinarySource {

  private static final Pattern VERSION = Pattern.compile("v(\\d+\\.\\d+)\\.\\d+\\S*");
  private static final int VERSION_SECONDS = 20;

  @Override
  public Map<Binary, Path> provide(Set<Binary> wanted) {
    Map<Binary, Path> found = Executables.in(folder, wanted);
    found.forEach(this::warnOfAnotherMinor);
    return found;
  }

  private void warnOfAnotherMinor(Binary binary, Path path) {
    if (binary == Binary.ETCD) {
      return;
    }
    Matcher version = VERSION.matcher(versionOf(binary, path));
    if (!version.find()) {
      progress.println(
          path + " does not report its version; using it, as KUBEBUILDER_ASSETS asks.");
    } else if (!KubernetesVersion.FULL.startsWith("v" + version.group(1) + ".")) {
      progress.printf(
          "%s is %s, not %s; using it, as KUBEBUILDER_ASSETS asks.%n",
          path, version.group(), KubernetesVersion.FULL);
    }
  }

  private static String versionOf(Binary binary, Path path) {
    List<String> command =
        binary == Binary.KUBECTL
            ? List.of(path.toString(), "version", "--client")
            : List.of(path.toString(), "--version");
    return ShortCommand.of(command).run(VERSION_SECONDS).output();
  }
}
