package io.securitybaseline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md lists every package of the operator, and no other. */
class ContributingTest {

  private static final String ROOT = "io.securitybaseline";
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

  @Test
  void theTableListsEveryPackage() throws IOException {
    SortedSet<String> packages =
        MainClasses.all().stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.equals(ROOT) ? "." : name.substring(ROOT.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed()).containsExactlyInAnyOrderElementsOf(packages);
  }

  /** The first column of the table with the heading {@code package}. */
  private static List<String> listed() throws IOException {
    return Files.readAllLines(Sources.repository().resolve("CONTRIBUTING.md")).stream()
        .dropWhile(line -> !line.startsWith("| package "))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> NAME.matcher(line.split("\\|", -1)[1]))
        .flatMap(Matcher::results)
        .map(result -> result.group(1))
        .toList();
  }
}
