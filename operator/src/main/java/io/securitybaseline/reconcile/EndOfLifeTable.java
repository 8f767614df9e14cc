package io.securitybaseline.reconcile;

import io.securitybaseline.facts.EndOfLife;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of ends of life: the bundled one, overridden by a file, usually a mounted ConfigMap. A
 * change of the file takes effect by itself; one that cannot be read leaves the last good table, at
 * the start the bundled one, and is reported in the status: the other controls must run without
 * these dates.
 */
final class EndOfLifeTable {

  private static final Logger log = LoggerFactory.getLogger(EndOfLifeTable.class);

  private final EndOfLife bundled = EndOfLife.bundled();
  private final Optional<Path> file;
  private EndOfLife current = bundled;
  private Optional<String> fault = Optional.empty();
  private @Nullable FileTime seen;

  private EndOfLifeTable(Optional<Path> file) {
    this.file = file;
  }

  static EndOfLifeTable open(Optional<Path> file) {
    EndOfLifeTable table = new EndOfLifeTable(file);
    var _ = table.get();
    return table;
  }

  /**
   * The table that counts.
   *
   * @param fault what is wrong with the file that should override it, in one sentence
   */
  record Current(EndOfLife table, Optional<String> fault) {}

  synchronized Current get() {
    file.ifPresent(this::reread);
    return new Current(current, fault);
  }

  private void reread(Path path) {
    try {
      FileTime modified = Files.getLastModifiedTime(path);
      if (!modified.equals(seen)) {
        current = bundled.overriddenBy(EndOfLife.parse(Files.readString(path)));
        seen = modified;
        log.atInfo()
            .addKeyValue("file", path)
            .addKeyValue("systems", current.names())
            .log("read the table of ends of life");
      }
      fault = Optional.empty();
    } catch (NoSuchFileException _) {
      report(path, "there is no such file");
    } catch (IOException e) {
      report(path, "cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      report(path, Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  /** In the log once, in the status as long as it lasts. */
  private void report(Path path, String problem) {
    Optional<String> now =
        Optional.of(
            "%s does not override ends of life, and %s counts: %s"
                .formatted(
                    path, seen == null ? "the bundled table" : "the last good one", problem));
    if (!now.equals(fault)) {
      fault = now;
      log.atWarn()
          .addKeyValue("file", path)
          .addKeyValue("problem", problem)
          .log("the table of ends of life stays as it was");
    }
  }
}
