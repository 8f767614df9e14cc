package io.securitybaseline.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Go module as the module proxy serves it, in the version that the control plane is built from.
 */
public final class GoModuleZip {

  private static final int SECONDS = 300;
  private static final Pattern ZIP = Pattern.compile("\"Zip\":\\s*\"([^\"]+)\"");

  private GoModuleZip() {}

  /**
   * The module's archive, from Go's module cache; Go fetches it first if it is not there.
   *
   * @param module one of those in {@code binaries/go.mod}: {@code k8s.io/pod-security-admission}
   * @throws ControlPlaneException if Go is missing, or cannot fetch it
   */
  public static Path of(String module) {
    try {
      Path folder = Files.createTempDirectory("go-module-");
      try {
        GoBuild.unpack("go.mod", folder);
        GoBuild.unpack("go.sum", folder);
        return Path.of(download(module, folder));
      } finally {
        FolderTree.delete(folder);
      }
    } catch (IOException e) {
      throw new ControlPlaneException("cannot fetch the Go module " + module, e);
    }
  }

  private static String download(String module, Path folder) {
    ShortCommand.Outcome outcome =
        new ShortCommand(
                List.of("go", "mod", "download", "-json", module), folder, Map.of("GOWORK", "off"))
            .run(SECONDS);
    Matcher zip = ZIP.matcher(outcome.stdout());
    if (outcome.exitCode() != 0 || !zip.find()) {
      throw new ControlPlaneException(
          "cannot fetch the Go module %s: %s".formatted(module, outcome.output().strip()));
    }
    return zip.group(1);
  }
}
