package io.securitybaseline.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.securitybaseline.kubernetes.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Until when the operating systems of nodes are supported, as a table that a user may override. */
public record EndOfLife(List<OperatingSystem> systems) {

  /**
   * One operating system.
   *
   * @param name what people call it; an entry of the same name overrides another
   * @param images globs of node image versions
   * @param osImages globs of what the operating system calls itself, for nodes without the label
   * @param supportedUntil the last day, UTC, of support
   */
  public record OperatingSystem(
      String name, List<String> images, List<String> osImages, LocalDate supportedUntil) {

    public OperatingSystem {
      images = List.copyOf(images);
      osImages = List.copyOf(osImages);
    }

    private boolean isOf(NodeSnapshot node) {
      return node.image().isEmpty()
          ? Glob.anyMatches(osImages, node.osImage())
          : Glob.anyMatches(images, node.image());
    }
  }

  /** As people write it. */
  private record Line(
      @Nullable String name,
      @Nullable List<@Nullable String> images,
      @Nullable List<@Nullable String> osImages,
      @Nullable String supportedUntil) {}

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  public EndOfLife {
    systems = List.copyOf(systems);
  }

  /** The table as Microsoft published it when this version was made. */
  public static EndOfLife bundled() {
    try (InputStream yaml = EndOfLife.class.getResourceAsStream("end-of-life.yaml")) {
      return parse(new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled end-of-life.yaml", e);
    }
  }

  /**
   * Reads a table written as YAML, a list of entries.
   *
   * @throws IllegalArgumentException naming the entry, the field and what it takes
   */
  public static EndOfLife parse(String yaml) {
    Line[] lines;
    try {
      lines = YAML.readValue(yaml, Line[].class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the table of ends of life is not a list of {name, images, osImages, supportedUntil}: "
              + e.getOriginalMessage(),
          e);
    }
    List<OperatingSystem> systems = new ArrayList<>();
    for (Line line : Objects.requireNonNullElse(lines, new Line[0])) {
      systems.add(system(line, systems.size() + 1));
    }
    return new EndOfLife(systems);
  }

  private static OperatingSystem system(@Nullable Line line, int number) {
    if (line == null || line.name() == null || line.name().isBlank()) {
      throw new IllegalArgumentException("entry %d of ends of life has no name".formatted(number));
    }
    List<String> images = globs(line.name(), "images", line.images());
    List<String> osImages = globs(line.name(), "osImages", line.osImages());
    if (Stream.concat(images.stream(), osImages.stream()).findAny().isEmpty()) {
      throw new IllegalArgumentException(
          "ends of life: %s needs images or osImages, lists of globs".formatted(line.name()));
    }
    return new OperatingSystem(line.name(), images, osImages, date(line));
  }

  private static List<String> globs(
      String name, String field, @Nullable List<@Nullable String> items) {
    List<String> globs = new ArrayList<>();
    for (String item : Objects.requireNonNullElse(items, List.<@Nullable String>of())) {
      if (item == null || item.isBlank()) {
        throw new IllegalArgumentException(
            "ends of life: %s of %s has an empty item: use globs".formatted(field, name));
      }
      globs.add(item);
    }
    return globs;
  }

  private static LocalDate date(Line line) {
    try {
      return LocalDate.parse(Objects.requireNonNullElse(line.supportedUntil(), ""));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "ends of life: supportedUntil of %s needs a date as YYYY-MM-DD, not %s"
              .formatted(line.name(), line.supportedUntil()),
          e);
    }
  }

  /** This table with the entries of another in place of those of the same name, or added. */
  public EndOfLife overriddenBy(EndOfLife other) {
    Map<String, OperatingSystem> byName = new LinkedHashMap<>();
    other.systems().forEach(system -> byName.put(system.name(), system));
    systems.forEach(system -> byName.putIfAbsent(system.name(), system));
    return new EndOfLife(List.copyOf(byName.values()));
  }

  /** The first entry that the node's operating system matches. */
  public Optional<OperatingSystem> of(NodeSnapshot node) {
    return systems.stream().filter(system -> system.isOf(node)).findFirst();
  }

  /** Whether the node's operating system is no longer supported. */
  public boolean isPast(NodeSnapshot node, LocalDate today) {
    return of(node).filter(system -> today.isAfter(system.supportedUntil())).isPresent();
  }

  /** The names of all entries, for a log line. */
  public String names() {
    return String.join(", ", new TreeSet<>(systems.stream().map(OperatingSystem::name).toList()));
  }
}
