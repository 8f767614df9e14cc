package io.securitybaseline.apply;

import java.util.Locale;

/** What became of a Kubernetes Event that was to be sent. */
public enum EventFate {
  /** The API server has it. */
  SENT,
  /** It waits to be combined with others that are similar. */
  WITHHELD,
  /** There are too many; it is lost. */
  DROPPED,
  /** The API server did not accept it; it is lost. */
  FAILED;

  /** As in a metric. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Receives the result of each Event. */
  @FunctionalInterface
  public interface Counter {
    void counted(EventFate fate);
  }
}
