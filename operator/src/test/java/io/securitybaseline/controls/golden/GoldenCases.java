package io.securitybaseline.controls.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The cases of a control: a folder each, {@code in-*.yaml} for what it is given and {@code
 * out-*.yaml} for what it must answer. A new case is a folder and no Java. {@code
 * -Dgolden.write=true} writes the answers instead of comparing them; read the difference before you
 * commit it.
 */
public final class GoldenCases {

  private static final boolean WRITE = Boolean.getBoolean("golden.write");

  private GoldenCases() {}

  /** A test for every folder of the control, and one that nothing but cases lies there. */
  public static Stream<DynamicTest> of(String control, Function<GoldenCase, Verdict> evaluate) {
    return answering(control, golden -> answers(evaluate.apply(golden)));
  }

  /** The same for what is no verdict: the answers by the file that each belongs in. */
  public static Stream<DynamicTest> answering(
      String control, Function<GoldenCase, Map<String, Object>> evaluate) {
    Path root = Path.of("src", "test", "resources", "control", control);
    List<DynamicTest> tests = new ArrayList<>();
    List<String> strays = new ArrayList<>();
    for (Path entry : sorted(root)) {
      if (Files.isDirectory(entry)) {
        GoldenCase golden = new GoldenCase(entry);
        tests.add(DynamicTest.dynamicTest(golden.name(), () -> run(golden, evaluate)));
      } else {
        strays.add(entry.toString());
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            "there are cases and nothing else",
            () -> {
              assertThat(tests).hasSizeGreaterThan(1);
              assertThat(strays).isEmpty();
            }));
    return tests.stream();
  }

  private static Map<String, Object> answers(Verdict verdict) {
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("out-findings.yaml", findings(verdict.findings()));
    answers.put("out-enforce.yaml", changes(verdict.enforce()));
    answers.put("out-cleanup.yaml", changes(verdict.cleanUp()));
    return answers;
  }

  private static void run(GoldenCase golden, Function<GoldenCase, Map<String, Object>> evaluate) {
    evaluate
        .apply(golden)
        .forEach((file, answer) -> {
          if (WRITE) {
            golden.write(file, answer);
          }
          assertThat(golden.expected(file)).as(file).isEqualTo(GoldenCase.text(answer));
        });
    assertThat(golden.unusedFiles()).as("files that no test reads").isEmpty();
  }

  private static List<Map<String, Object>> findings(List<Finding> findings) {
    return findings.stream().map(GoldenCases::finding).toList();
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("reason", finding.reason());
    map.put("severity", finding.severity().name());
    map.put("message", finding.message());
    if (finding.fixedByEnforce()) {
      map.put("fixedByEnforce", true);
    }
    return map;
  }

  private static List<Map<String, Object>> changes(List<Change> changes) {
    return changes.stream().map(GoldenCases::change).toList();
  }

  private static Map<String, Object> change(Change change) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (change) {
      case Change.Create create -> map.put("create", GoldenCase.sorted(create.object()));
      case Change.Update update -> {
        map.put("update", GoldenCase.sorted(update.object()));
        map.put("seen", seen(update.seen()));
      }
      case Change.Replace replace -> {
        map.put("replace", GoldenCase.sorted(replace.object()));
        map.put("seen", seen(replace.seen()));
      }
      case Change.Delete delete -> {
        map.put(
            "delete", delete.object().getKind() + "/" + delete.object().getMetadata().getName());
        map.put("seen", seen(delete.seen()));
      }
      case Change.SwapSubjects swap -> {
        map.put("swapSubjects", GoldenCase.sorted(swap.object()));
        map.put("seen", seen(swap.seen()));
      }
    }
    map.put("because", change.because());
    return map;
  }

  private static String seen(Seen seen) {
    return seen.uid() + " at " + seen.resourceVersion();
  }

  private static List<Path> sorted(Path root) {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
