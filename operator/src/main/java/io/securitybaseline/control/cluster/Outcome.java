package io.securitybaseline.control.cluster;

import io.securitybaseline.api.CheckResult;
import io.securitybaseline.observe.azure.Failure;

/**
 * The answer to a check.
 *
 * @param reason for Unknown, why it is not known; else empty
 * @param message what was seen and, if it falls short, the command that mends it
 */
record Outcome(CheckResult result, String reason, String message) {

  static Outcome pass(String message) {
    return new Outcome(CheckResult.PASS, "", message);
  }

  /** It falls short, and this is to be done about it. */
  static Outcome fail(String message, String remedy) {
    return new Outcome(CheckResult.FAIL, "", message + ": " + remedy);
  }

  static Outcome unknown(String reason, String message) {
    return new Outcome(CheckResult.UNKNOWN, reason, message);
  }

  static Outcome unknown(Failure why) {
    return unknown(why.kind().reason(), why.message());
  }
}
