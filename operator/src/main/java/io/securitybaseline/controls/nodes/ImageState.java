package io.securitybaseline.controls.nodes;

import java.time.LocalDate;

/** What is known of the image that a node runs. */
public sealed interface ImageState {

  /**
   * Its age is known.
   *
   * @param effective the day up to which the node has patches: that of the image, or a later one of
   *     a live patch
   * @param days since then
   * @param superseded whether Azure is known to offer the pool another one
   */
  record Known(
      ImageVersion version, LocalDate effective, int days, Rating rating, boolean superseded)
      implements ImageState {}

  /** It has none. */
  record NotApplicable() implements ImageState {}

  /** Its age is unknown. */
  record Unknown(UnknownReason doubt) implements ImageState {}

  /** How its age compares with the limits of the spec. */
  enum Rating {
    CURRENT,
    OUTDATED,
    UNSUPPORTED
  }

  /** Why its age is unknown. */
  enum UnknownReason {
    /** The node has no label with its image. */
    NO_LABEL,
    /** The label is of no format that AKS is known to have used. */
    UNKNOWN_FORMAT,
    /** The label contains a date in the future. */
    IN_FUTURE,
    /** A bug in the operator. */
    NOT_JUDGED
  }
}
