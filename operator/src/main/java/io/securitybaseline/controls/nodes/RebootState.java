package io.securitybaseline.controls.nodes;

import java.time.Instant;
import java.util.Optional;

/** What is known of a node's need to be rebooted. */
public sealed interface RebootState {

  /** It waits for a reboot. */
  record Required(Source source, Optional<Instant> since) implements RebootState {}

  /**
   * It does not wait for one, as far as the source can see.
   *
   * @param leftover whether kured's annotation is still there from a reboot that is over
   */
  record NotRequired(Source source, boolean leftover) implements RebootState {}

  /** Nothing on it could wait: patches come with a new image. */
  record NotApplicable() implements RebootState {}

  /** It is unknown. */
  record Unknown(UnknownReason doubt) implements RebootState {}

  /** The source of the signal. */
  enum Source {
    CONDITION("condition RebootRequired"),
    KURED("kured");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Why it is unknown. */
  enum UnknownReason {
    /** There is no signal. */
    NO_SIGNAL,
    /** The signal is no longer confirmed. */
    STALE_SIGNAL,
    /** The signal itself is unknown. */
    UNCLEAR_SIGNAL,
    /** A bug in the operator. */
    NOT_JUDGED
  }
}
