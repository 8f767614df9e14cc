package io.securitybaseline.reconcile;

import io.securitybaseline.control.Excerpt;

/** Errors in words, for the status and the log. */
final class ErrorText {

  private static final int BYTES = 300;

  private ErrorText() {}

  /** The class and the message of an exception, on one line of bounded length. */
  static String describe(Throwable error) {
    String message = error.getMessage() == null ? "" : ": " + error.getMessage();
    return Excerpt.of(line(error.getClass().getSimpleName() + message), BYTES);
  }

  /** On one line, and without what would control a terminal. */
  static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
