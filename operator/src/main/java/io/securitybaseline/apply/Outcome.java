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
   * The API server accepted it and stored something else: a mutating admission policy or webhook
   * changed the object on its way.
   *
   * @param field the first field that is not as it was sent, such as {@code spec.policyTypes}
   */
  record Rewritten(String field) implements Outcome {
    @Override
    public String label() {
      return "rewritten";
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

  /** A ResourceQuota has no room for the object, and will have none until it is raised. */
  record QuotaExceeded(String message) implements Outcome {
    @Override
    public String label() {
      return "quota";
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
