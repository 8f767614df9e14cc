package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.facts.azure.Failure;

/**
 * The answer to a check.
 *
 * @param reason for Unknown, why it is not known; of a failure, one of its own; else empty
 * @param message the observed setting and, if it violates the requirement, the command that fixes
 *     it
 */
record CheckEvaluation(CheckResult result, String reason, String message) {

  static CheckEvaluation pass(String message) {
    return new CheckEvaluation(CheckResult.PASS, "", message);
  }

  /** It falls short, and this is to be done about it. */
  static CheckEvaluation fail(String message, String remedy) {
    return new CheckEvaluation(CheckResult.FAIL, "", message + ": " + remedy);
  }

  /** The same with a reason of its own. */
  static CheckEvaluation failBecause(String reason, String message, String remedy) {
    return new CheckEvaluation(CheckResult.FAIL, reason, message + ": " + remedy);
  }

  static CheckEvaluation unknown(String reason, String message) {
    return new CheckEvaluation(CheckResult.UNKNOWN, reason, message);
  }

  static CheckEvaluation unknown(Failure why) {
    return unknown(why.kind().reason(), why.message());
  }
}
