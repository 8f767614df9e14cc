package io.securitybaseline.demo;

import io.securitybaseline.controlplane.KubectlResult;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One command of the demo with what it must show.
 *
 * @param expected texts that its output must hold
 * @param repeats whether to look again until it shows, because it takes effect a moment later
 */
record Step(List<String> command, List<String> expected, boolean repeats) {

  Step {
    command = List.copyOf(command);
    expected = List.copyOf(expected);
  }

  /** A command that must succeed. */
  static Step of(String... command) {
    return new Step(List.of(command), List.of(), false);
  }

  /** The same command, evaluated until it shows these texts. */
  Step until(String... texts) {
    return new Step(command, List.of(texts), true);
  }

  String[] arguments() {
    return command.toArray(String[]::new);
  }

  boolean shownBy(KubectlResult result) {
    return result.exitCode() == 0
        && expected.stream().allMatch((result.stdout() + result.stderr())::contains);
  }

  /** As a person would type it. */
  String typed() {
    return command.stream()
        .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word + "'")
        .collect(Collectors.joining(" "));
  }
}
