package io.securitybaseline.architecture;

import io.securitybaseline.module.ControlModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What a control needs beside its classes: cases, and words for users. */
public final class ControlChecks {

  private ControlChecks() {}

  /** What the control lacks of it; empty where nothing. */
  public static List<String> missing(ControlModule control) {
    List<String> missing = new ArrayList<>();
    String cases = "src/test/resources/control/" + name(control);
    if (!hasFolders(Sources.tests().resolve("resources/control").resolve(name(control)))) {
      missing.add("cases in " + cases);
    }
    String heading = "### " + String.join(", ", control.descriptor().conditions());
    if (!read("docs/status.md").contains(heading)) {
      missing.add("heading \"%s\" in docs/status.md".formatted(heading));
    }
    String page = "docs/controls/%s.md".formatted(name(control));
    String text = read(page);
    if (text.isEmpty()) {
      missing.add("page " + page);
    }
    Stream.concat(reasons(control).stream(), control.descriptor().tenantReasons().stream())
        .distinct()
        .filter(reason -> !text.contains("`" + reason + "`"))
        .sorted()
        .forEach(reason -> missing.add("reason %s in %s".formatted(reason, page)));
    return missing;
  }

  /** The name of its folder, of its page and of the folder with its cases. */
  public static String name(ControlModule control) {
    return control.descriptor().id().id().toLowerCase(Locale.ROOT);
  }

  /** The constants of the class {@code Reasons} in the control's folder. */
  public static List<String> reasons(ControlModule control) {
    List<String> values = new ArrayList<>();
    try {
      Class<?> reasons = Class.forName(control.getClass().getPackageName() + ".Reasons");
      for (Field field : Arrays.asList(reasons.getFields())) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
          values.add((String) Objects.requireNonNull(field.get(null)));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no class with the reasons of " + name(control), e);
    }
    return values;
  }

  private static boolean hasFolders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var entries = Files.list(folder)) {
      return entries.anyMatch(Files::isDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String file) {
    Path path = Sources.repository().resolve(file);
    try {
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
