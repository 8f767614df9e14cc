package io.securitybaseline.reconcile;

import io.securitybaseline.observe.EndOfLife;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of ends of life: the bundled one, overridden by a file, usually a mounted ConfigMap. A
 * change of the file takes effect by itself; one that cannot be read leaves the last good table.
 */
final class EndOfLifeTable {

  private static final Logger log = LoggerFactory.getLogger(EndOfLifeTable.class);

  private final EndOfLife bundled = EndOfLife.bundled();
  private final Optional<Path> file;
  private EndOfLife current = bundled;
  private @Nullable FileTime seen;

  private EndOfLifeTable(Optional<Path> file) {
    this.file = file;
  }

  /**
   * @throws IllegalArgumentException if the file cannot be read, saying what is wrong with it
   */
  static EndOfLifeTable open(Optional<Path> file) {
    EndOfLifeTable table = new EndOfLifeTable(file);
    try {
      table.reread();
    } catch (IOException e) {
      throw new IllegalArgumentException("--end-of-life-file cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--end-of-life-file %s: %s".formatted(file.orElseThrow(), e.getMessage()), e);
    }
    return table;
  }

  synchronized EndOfLife get() {
    try {
      reread();
    } catch (IOException | IllegalArgumentException e) {
      log.atWarn()
          .addKeyValue("file", file.map(Path::toString).orElse(""))
          .addKeyValue("problem", e.getMessage())
          .log("the table of ends of life stays as it was");
    }
    return current;
  }

  private void reread() throws IOException {
    if (file.isEmpty()) {
      return;
    }
    FileTime modified = Files.getLastModifiedTime(file.get());
    if (!modified.equals(seen)) {
      seen = modified;
      current = bundled.overriddenBy(EndOfLife.parse(Files.readString(file.get())));
      log.atInfo()
          .addKeyValue("file", file.get())
          .addKeyValue("systems", current.names())
          .log("read the table of ends of life");
    }
  }
}
