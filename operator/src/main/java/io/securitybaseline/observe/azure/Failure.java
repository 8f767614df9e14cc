package io.securitybaseline.observe.azure;

import java.time.Duration;
import java.util.Optional;

/**
 * Why something could not be read from Azure.
 *
 * @param message one sentence that says what to do
 * @param retryAfter how long Azure asked to be left alone
 */
public record Failure(Kind kind, String message, Optional<Duration> retryAfter) {

  public Failure(Kind kind, String message) {
    this(kind, message, Optional.empty());
  }

  /** Kinds of failures; the name is the reason that conditions and checks show. */
  public enum Kind {
    /** A variable of the environment or a field of the spec makes no sense. */
    MISCONFIGURED("AzureMisconfigured", false),
    /** Entra ID gave no token, or Azure did not accept it. */
    NOT_SIGNED_IN("AzureSignInFailed", false),
    /** The identity lacks a right. */
    FORBIDDEN("AzureForbidden", false),
    NOT_FOUND("AzureNotFound", false),
    /** Azure does not serve the preview version that was asked for. */
    VERSION_REFUSED("AzureApiVersionRefused", false),
    /** An operation on the cluster is under way. */
    BUSY("AzureBusy", true),
    THROTTLED("AzureThrottled", true),
    /** No answer, or one that says that Azure itself has failed. */
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

    /** Whether it passes without anybody's doing. */
    public boolean isPassing() {
      return passing;
    }

    /** Whether the next request is likely to meet the same, so that it is better not sent. */
    public boolean endsTheRound() {
      return this == THROTTLED || this == UNREACHABLE || this == NOT_SIGNED_IN;
    }
  }
}
