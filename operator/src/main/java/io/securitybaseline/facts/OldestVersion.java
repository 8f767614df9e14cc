package io.securitybaseline.facts;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The oldest of several versions, as tags of images show them. */
final class OldestVersion {

  private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,6}(?:\\.\\d{1,6})*).*");

  private OldestVersion() {}

  /** The oldest; an empty text if one of them shows no version. */
  static String of(List<String> versions) {
    return versions.stream().allMatch(version -> numbers(version).isPresent())
        ? versions.stream()
            .min(
                Comparator.<String, int[]>comparing(
                    version -> numbers(version).orElseThrow(), Arrays::compare))
            .orElse("")
        : "";
  }

  private static Optional<int[]> numbers(String version) {
    Matcher matcher = NUMBERS.matcher(version);
    return matcher.matches()
        ? Optional.of(
            Arrays.stream(matcher.group(1).split("\\.", -1)).mapToInt(Integer::parseInt).toArray())
        : Optional.empty();
  }
}
