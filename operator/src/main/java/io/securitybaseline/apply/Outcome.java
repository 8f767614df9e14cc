package io.securitybaseline.apply;

import java.time.Duration;

/** What became of a change. */
public sealed interface Outcome {

  /** The metric label. */
  String label();

  /** The API server accepted it. */
  record Applied() implements Outcome {
    @Override
    public String label() {
      return "done";
    }
  }

  /**
   * The object, or its namespace, is no longer what the change was decided on. The caches will
   * contain its new state, and a new decision follows.
   */
  record Conflict() implements Outcome {
    @Override
    public String label() {
      return "superseded";
    }
  }

  /**
   * It failed but may succeed later: the server is overloaded, unreachable or restarting.
   *
   * @param after how long to wait at the least; zero where the server did not say
   */
  record Retryable(Duration after, String message) implements Outcome {
    @Override
    public String label() {
      return "later";
    }
  }

  /**
   * The API server rejected it because a permission is missing, and will reject it until the
   * permission is granted.
   */
  record Forbidden(String message) implements Outcome {
    @Override
    public String label() {
      return "forbidden";
    }
  }

  /** The API server, or an admission policy, does not accept the object. */
  record Rejected(String message) implements Outcome {
    @Override
    public String label() {
      return "refused";
    }
  }
}
