package io.securitybaseline.demo;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.controlplane.KubectlResult;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Where steps are shown: prints each command as a user would type it, runs it, and checks it. */
final class Stage {

  /** How long what a step promises may take to show. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final ControlPlane controlPlane;
  private final PrintStream out;

  Stage(ControlPlane controlPlane, PrintStream out) {
    this.controlPlane = controlPlane;
    this.out = out;
  }

  void heading(String text) {
    out.printf("%n== %s%n", text);
  }

  void remark(String text) {
    out.println("   " + text);
  }

  /** Runs a step; false if it did not show what it said, which is then told. */
  boolean show(Step step) {
    out.printf("%n$ kubectl %s%n", step.typed());
    KubectlResult result = controlPlane.kubectl(step.arguments());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!step.shownBy(result) && step.repeats() && System.nanoTime() < deadline) {
      pause();
      result = controlPlane.kubectl(step.arguments());
    }
    print(result);
    if (!step.shownBy(result)) {
      out.println("!! expected to see: " + String.join(", ", step.expected()));
      return false;
    }
    return true;
  }

  /** Runs the steps in order up to the first that does not show what it said. */
  boolean showAll(List<Step> steps) {
    return steps.stream().allMatch(this::show);
  }

  private void print(KubectlResult result) {
    String text = result.stdout().isBlank() ? result.stderr() : result.stdout();
    text.lines().map(String::stripTrailing).forEach(out::println);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
