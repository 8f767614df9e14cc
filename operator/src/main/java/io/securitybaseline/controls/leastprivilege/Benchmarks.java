package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.report.CheckSource;
import io.securitybaseline.report.CheckSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The numbers of the benchmarks that ask for a check, as messages show them. */
final class Benchmarks {

  /** The name of the control, by which its sources are found. */
  static final String CONTROL = "LeastPrivilege";

  private Benchmarks() {}

  /** Such as {@code (CIS AKS 4.1.3, MCSB PA-7)}; empty where no benchmark asks for it. */
  static Optional<String> of(String reason) {
    return CheckSources.bundled()
        .find(CONTROL, reason)
        .map(Benchmarks::numbers)
        .filter(numbers -> !numbers.isEmpty())
        .map(numbers -> "(" + String.join(", ", numbers) + ")");
  }

  private static List<String> numbers(CheckSource source) {
    List<String> numbers = new ArrayList<>();
    source.cis().forEach(number -> numbers.add("CIS AKS " + number));
    source.mcsb().forEach(number -> numbers.add("MCSB " + number));
    return numbers;
  }
}
