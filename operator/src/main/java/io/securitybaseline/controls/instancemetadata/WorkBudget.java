package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Selector;

/**
 * How many steps the evaluation of one namespace may take. A step is the comparison of one label,
 * of one value of a requirement, or of two selector terms; never time, so that the same input
 * always has the same verdict. Steps are spent before the work that they stand for begins.
 */
final class WorkBudget {

  /**
   * About a second of one core at the most. 5,000 pods that differ in every label that selectors
   * ask for, beside 200 policies with four labels each, take half of it:
   * docs/decisions/0019-bounded-work.md.
   */
  static final long STEPS = 10_000_000;

  /** The budget does not suffice. Carries no stack: it is an outcome, and a rare one. */
  static final class Exceeded extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Exceeded() {
      super("the work budget of a namespace is exceeded", null, false, false);
    }
  }

  private long left;

  WorkBudget(long steps) {
    this.left = steps;
  }

  /**
   * Takes these steps off.
   *
   * @throws Exceeded if fewer are left
   */
  void spend(long steps) {
    if (steps > left) {
      throw new Exceeded();
    }
    left -= steps;
  }

  /** What is left. */
  long left() {
    return left;
  }

  /**
   * The steps that it takes to find out whether the policy selects a pod, however early that is
   * known; more than there are if its selector is too large to be kept.
   */
  static long stepsToMatch(PolicySnapshot policy) {
    Selector pods = policy.egress().pods();
    return pods == null ? Long.MAX_VALUE : 1L + pods.requirements().size();
  }

  /** The number of steps to read the selector of the policy once. */
  static long stepsToRead(PolicySnapshot policy) {
    Selector pods = policy.egress().pods();
    if (pods == null) {
      return Long.MAX_VALUE;
    }
    long steps = 1;
    for (Requirement requirement : pods.requirements()) {
      steps += 1 + requirement.values().size();
    }
    return steps;
  }
}
