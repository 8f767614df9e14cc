package io.securitybaseline.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What is known to be wrong, one line each: the row of the measured tables, two blanks, and the
 * difference as the lab prints it. A line that no longer happens fails the run as well, so that a
 * fix removes it.
 */
record KnownDifferences(SequencedMap<String, String> rowByDifference) {

  KnownDifferences {
    rowByDifference = new LinkedHashMap<>(rowByDifference);
  }

  static KnownDifferences read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new LabException("cannot read " + file, e);
    }
  }

  static KnownDifferences parse(String text) {
    SequencedMap<String, String> rows = new LinkedHashMap<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("\\s+", 2);
      if (parts.length < 2) {
        throw new LabException("not a row and a difference: " + line);
      }
      if (rows.put(parts[1], parts[0]) != null) {
        throw new LabException("listed twice: " + parts[1]);
      }
    }
    return new KnownDifferences(rows);
  }

  /** Those about one namespace, row by difference. */
  Map<String, String> about(String namespace) {
    Map<String, String> found = new LinkedHashMap<>();
    rowByDifference.forEach((difference, row) -> {
      if (difference.contains(" " + namespace + ": ")) {
        found.put(difference, row);
      }
    });
    return found;
  }
}
