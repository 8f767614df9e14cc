package io.securitybaseline.facts.azure;

import java.time.Duration;
import java.util.Optional;

/**
 * Why something could not be read from Azure.
 *
 * @param message one sentence that states what to do
 * @param retryAfter the delay that Azure requested
 */
public record Failure(Kind kind, String message, Optional<Duration> retryAfter) {

  public Failure(Kind kind, String message) {
    this(kind, message, Optional.empty());
  }

  /**
   * This, or the one before it, if both are of one outage: the error of each round of an outage is
   * not a relevant change.
   */
  public Failure after(Failure before) {
    return kind.isOutage() && before.kind.isOutage() ? before : this;
  }

  /** Kinds of failures; the name is the reason that conditions and checks show. */
  public enum Kind {
    /** A variable of the environment or a field of the spec makes no sense. */
    MISCONFIGURED("AzureMisconfigured", false),
    /** Entra ID issued no token, or Azure did not accept it. */
    NOT_SIGNED_IN("AzureSignInFailed", true),
    /** The identity lacks a right. */
    FORBIDDEN("AzureForbidden", false),
    NOT_FOUND("AzureNotFound", false),
    /** Azure does not serve the preview version that was asked for. */
    VERSION_REFUSED("AzureApiVersionRefused", false),
    /** An operation on the cluster is under way. */
    BUSY("AzureBusy", true),
    THROTTLED("AzureThrottled", true),
    /** Azure answered that it itself has failed. */
    FAULT("AzureFault", true),
    /** No connection, or no answer in time. */
    UNREACHABLE("AzureUnreachable", true),
    /** An answer that is no answer. */
    UNREADABLE("AzureUnreadable", true);

    private final String reason;
    private final boolean passing;

    Kind(String reason, boolean passing) {
      this.reason = reason;
      this.passing = passing;
    }

    public String reason() {
      return reason;
    }

    /**
     * Whether it is temporary: the request is retried soon, and the last result counts for a while.
     */
    public boolean isPassing() {
      return passing;
    }

    private boolean isOutage() {
      return this == FAULT || this == UNREACHABLE;
    }

    /** Whether the next request is certain to meet the same, so that it is better not sent. */
    public boolean endsTheRound() {
      return this == THROTTLED || this == NOT_SIGNED_IN;
    }
  }
}
