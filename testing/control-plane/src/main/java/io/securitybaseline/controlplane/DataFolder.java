package io.securitybaseline.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where a control plane keeps keys, logs and data. A folder of the operator's own is temporary and
 * deleted at the end; one that the caller has named is the caller's, and its etcd data serve again.
 */
record DataFolder(Path path, boolean temporary) {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  static DataFolder of(Optional<Path> named) {
    try {
      return named.isPresent()
          ? new DataFolder(Files.createDirectories(named.get()).toAbsolutePath(), false)
          : new DataFolder(Files.createTempDirectory("control-plane-"), true);
    } catch (IOException e) {
      throw new ControlPlaneException("cannot create the data folder", e);
    }
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** Writes a file that only the owner can read, from its first byte on. */
  Path write(String name, String content) {
    Path file = path.resolve(name);
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      return Files.writeString(file, content, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new ControlPlaneException("cannot write " + file, e);
    }
  }

  Path writeResource(String name) {
    try (InputStream resource = DataFolder.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new ControlPlaneException(name + " is not on the class path");
      }
      return write(name, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ControlPlaneException("cannot read the resource " + name, e);
    }
  }

  Optional<Path> ifTemporary() {
    return temporary ? Optional.of(path) : Optional.empty();
  }

  void deleteIfTemporary() {
    ifTemporary().ifPresent(FolderTree::delete);
  }
}
