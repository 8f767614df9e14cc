package io.securitybaseline.client;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a kubeconfig. The client asks for fresh credentials every minute, and before
 * every request where it has no token: the files are read again only if they have changed, or if a
 * plugin provides the credentials.
 */
final class KubeconfigConnection extends Config {

  private static final Logger log = LoggerFactory.getLogger(KubeconfigConnection.class);

  private final List<Path> files;
  private final boolean hasPlugin;
  private final Supplier<Config> again;
  private volatile List<Optional<FileTime>> read;

  /**
   * @param files that it is read from
   * @param hasPlugin whether a plugin provides the credentials
   * @param again reads the same connection again
   */
  KubeconfigConnection(List<Path> files, boolean hasPlugin, Supplier<Config> again) {
    super(false);
    this.files = List.copyOf(files);
    this.hasPlugin = hasPlugin;
    this.again = again;
    this.read = times();
  }

  /** The connection as the files define it now; as it was while they cannot be read. */
  @Override
  public Config refresh() {
    List<Optional<FileTime>> now = times();
    if (!hasPlugin && now.equals(read)) {
      return this;
    }
    try {
      Config refreshed = again.get();
      read = now;
      return refreshed;
    } catch (CommandFailure e) {
      log.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("the kubeconfig could not be read again");
      return this;
    }
  }

  private List<Optional<FileTime>> times() {
    return files.stream().map(KubeconfigConnection::time).toList();
  }

  private static Optional<FileTime> time(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
