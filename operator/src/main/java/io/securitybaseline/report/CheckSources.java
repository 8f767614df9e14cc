package io.securitybaseline.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps the reasons of all controls to their sources: the table in {@code sources.yaml}, from which
 * the docs, policy reports and the output of {@code report} take them.
 */
public final class CheckSources {

  private static final CheckSources BUNDLED = read();

  private final Table table;
  private final Map<String, Map<String, CheckSource>> byControl = new LinkedHashMap<>();

  private CheckSources(Table table) {
    this.table = table;
    table
        .controls()
        .forEach((control, defaults) -> byControl.put(control, rows(control, defaults)));
  }

  /** The table of this version. */
  public static CheckSources bundled() {
    return BUNDLED;
  }

  /** The source of a reason; empty for one that has no row. */
  public Optional<CheckSource> find(String control, String reason) {
    return Optional.ofNullable(byControl.getOrDefault(control, Map.of()).get(reason));
  }

  /** All rows of a control, in the order of the table; those of shared reasons come last. */
  public List<CheckSource> of(String control) {
    return List.copyOf(byControl.getOrDefault(control, Map.of()).values());
  }

  /** The ids of the controls that have rows, in the order of the table. */
  public List<String> controls() {
    return List.copyOf(byControl.keySet());
  }

  /** Whether the reason comes from how a control is applied, and not from a control. */
  public boolean isShared(String reason) {
    return table.shared().containsKey(reason);
  }

  /** The name and version of the CIS benchmark. */
  public String cis() {
    return table.benchmarks().getOrDefault("cis", "");
  }

  /** The name and version of the Microsoft cloud security benchmark. */
  public String mcsb() {
    return table.benchmarks().getOrDefault("mcsb", "");
  }

  private Map<String, CheckSource> rows(String control, Defaults defaults) {
    Map<String, CheckSource> rows = new LinkedHashMap<>();
    defaults
        .reasons()
        .forEach((reason, row) -> rows.put(reason, row(control, reason, row, defaults)));
    table
        .shared()
        .forEach((reason, fix) -> {
          Row row = new Row(fix, null, null, null, null, null, null);
          rows.putIfAbsent(reason, row(control, reason, row, defaults));
        });
    return rows;
  }

  private CheckSource row(String control, String reason, Row row, Defaults defaults) {
    String page = Objects.requireNonNullElse(row.page(), defaults.page());
    List<String> cis = Objects.requireNonNullElse(row.cis(), defaults.cis());
    List<String> mcsb = Objects.requireNonNullElse(row.mcsb(), defaults.mcsb());
    return new CheckSource(
        control,
        reason,
        row.fix(),
        Objects.requireNonNull(table.pages().get(page), () -> "no page " + page + " in sources"),
        cis,
        mcsb,
        cis.isEmpty() ? text(row.noCis(), defaults.noCis()) : "",
        mcsb.isEmpty() ? text(row.noMcsb(), defaults.noMcsb()) : "",
        mcsb.isEmpty() ? "" : assignment(row.mcsb() == null ? defaults.by() : row.by()));
  }

  private String assignment(@Nullable String name) {
    return Objects.requireNonNull(
        table.assignments().get(text(name, null)), () -> "no assignment " + name + " in sources");
  }

  private static String text(@Nullable String own, @Nullable String standard) {
    return Objects.requireNonNullElse(own, Objects.requireNonNullElse(standard, ""));
  }

  private static CheckSources read() {
    try (InputStream yaml = CheckSources.class.getResourceAsStream("sources.yaml")) {
      return new CheckSources(
          new ObjectMapper(new YAMLFactory())
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(Objects.requireNonNull(yaml), Table.class));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled sources.yaml", e);
    }
  }

  private record Table(
      Map<String, String> benchmarks,
      Map<String, String> pages,
      Map<String, String> assignments,
      Map<String, String> shared,
      Map<String, Defaults> controls) {}

  private record Defaults(
      String page,
      List<String> cis,
      @Nullable String noCis,
      List<String> mcsb,
      @Nullable String noMcsb,
      @Nullable String by,
      Map<String, Row> reasons) {}

  private record Row(
      String fix,
      @Nullable String page,
      @Nullable List<String> cis,
      @Nullable String noCis,
      @Nullable List<String> mcsb,
      @Nullable String noMcsb,
      @Nullable String by) {}
}
