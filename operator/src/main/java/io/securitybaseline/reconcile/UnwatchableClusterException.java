package io.securitybaseline.reconcile;

/** A cache could not be filled; the message is the cause in one sentence. */
public final class UnwatchableClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnwatchableClusterException(String message) {
    super(message);
  }

  UnwatchableClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
