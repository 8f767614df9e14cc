package io.securitybaseline.controls.golden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder with one case of a control. Remembers what was read, so that nothing lies there unused.
 */
public final class GoldenCase {

  private static final ObjectMapper YAML =
      new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path folder;
  private final Set<String> used = new TreeSet<>();

  GoldenCase(Path folder) {
    this.folder = folder;
  }

  String name() {
    return folder.getFileName().toString();
  }

  public boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  /** The document in the file, if the case has it. */
  public <T> Optional<T> one(String file, Class<T> type) {
    List<T> all = all(file, type);
    if (all.size() > 1) {
      throw new IllegalStateException(file + " must hold one document");
    }
    return all.stream().findFirst();
  }

  /** The documents in the file, none if the case does not have it. */
  public <T> List<T> all(String file, Class<T> type) {
    if (!has(file)) {
      return List.of();
    }
    used.add(file);
    try (MappingIterator<T> documents =
        YAML.readerFor(type).readValues(Files.readString(folder.resolve(file)))) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s of case %s".formatted(file, name()), e);
    }
  }

  /** What the file is expected to hold, written the one way that this class writes it. */
  String expected(String file) {
    if (!has(file)) {
      return "";
    }
    used.add(file);
    try {
      return text(YAML.readTree(Files.readString(folder.resolve(file))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s of case %s".formatted(file, name()), e);
    }
  }

  static String text(Object value) {
    try {
      return YAML.writeValueAsString(YAML.<JsonNode>valueToTree(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object of the API with its fields in alphabetical order, since labels have none. */
  static Object sorted(Object value) {
    return order(YAML.convertValue(YAML.<JsonNode>valueToTree(value), Map.class));
  }

  private static Object order(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> ordered = new TreeMap<>();
        map.forEach((key, it) -> ordered.put(key.toString(), order(it)));
        yield ordered;
      }
      case List<?> list -> list.stream().map(GoldenCase::order).toList();
      default -> value;
    };
  }

  void write(String file, Object value) {
    try {
      Files.writeString(folder.resolve(file), text(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> unusedFiles() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> !used.contains(file))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
