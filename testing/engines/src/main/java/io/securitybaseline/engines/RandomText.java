package io.securitybaseline.engines;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of YAML in flow style, the same for the same seed. */
final class RandomText {

  private final SplittableRandom random;

  RandomText(SplittableRandom random) {
    this.random = random;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  String one(String... values) {
    return values[random.nextInt(values.length)];
  }

  /** {@code [a, b]} with so many elements. */
  String list(int least, int most, Supplier<String> element) {
    return Stream.generate(element)
        .limit(least + random.nextInt(most - least + 1))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The parts that are not empty, in braces. */
  static String map(String... parts) {
    return Stream.of(parts)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The field, or nothing, in so many of a hundred cases. */
  String perhaps(int percent, Supplier<String> field) {
    return chance(percent) ? field.get() : "";
  }

  static String field(String name, List<String> values) {
    return name + ": [" + String.join(", ", values) + "]";
  }
}
