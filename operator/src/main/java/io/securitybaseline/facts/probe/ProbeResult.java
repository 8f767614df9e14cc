package io.securitybaseline.facts.probe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a probe found out, as it writes it to its termination message: one word and a sentence.
 *
 * @param detail what answered, or why nothing is known; at most {@link #LONGEST} characters of
 *     printable ASCII, whatever a pod wrote
 */
public record ProbeResult(Outcome outcome, String detail) {

  /** Characters of a detail. */
  static final int LONGEST = 120;

  /** What a probe can find out. */
  public enum Outcome {
    /** The network works, and the address does not answer. */
    BLOCKED("Blocked"),
    /** Something answered at the address. */
    REACHED("Reached"),
    /** Nothing is known: the pod has no network, was not scheduled, or did not end. */
    INCONCLUSIVE("Inconclusive");

    private final String shown;

    Outcome(String shown) {
      this.shown = shown;
    }

    /** As in the status. */
    public String shown() {
      return shown;
    }

    /** The outcome with the name that the status shows. */
    public static Optional<Outcome> of(String shown) {
      return Arrays.stream(values()).filter(outcome -> outcome.shown.equals(shown)).findFirst();
    }

    /** As a label of a metric. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ProbeResult {
    detail = bounded(detail);
  }

  public static ProbeResult blocked(String detail) {
    return new ProbeResult(Outcome.BLOCKED, detail);
  }

  public static ProbeResult reached(String detail) {
    return new ProbeResult(Outcome.REACHED, detail);
  }

  public static ProbeResult inconclusive(String detail) {
    return new ProbeResult(Outcome.INCONCLUSIVE, detail);
  }

  /** The termination message. */
  public String message() {
    return outcome.shown() + ": " + detail;
  }

  /** Reads a termination message; empty where it is none of a probe. */
  public static Optional<ProbeResult> parse(String message) {
    int colon = message.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Outcome.of(message.substring(0, colon))
            .map(outcome -> new ProbeResult(outcome, message.substring(colon + 1)));
  }

  private static String bounded(String text) {
    String head = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
    String plain = head.replaceAll("[^\\x21-\\x7e]+", " ").strip();
    return plain.length() > LONGEST ? plain.substring(0, LONGEST).strip() : plain;
  }
}
