package io.securitybaseline.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Binaries under their usual names in one folder. */
final class Executables {

  private Executables() {}

  static Map<Binary, Path> in(Path folder, Set<Binary> wanted) {
    Map<Binary, Path> found = new EnumMap<>(Binary.class);
    for (Binary binary : wanted) {
      Path path = folder.resolve(binary.fileName());
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        found.put(binary, path);
      }
    }
    return found;
  }
}
