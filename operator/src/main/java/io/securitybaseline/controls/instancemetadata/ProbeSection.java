package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.facts.probe.ProbeResult;
import io.securitybaseline.facts.probe.ProbeResult.Outcome;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The results of probes, as the status has them. */
final class ProbeSection {

  static final String OLD = "the result is too old";

  private ProbeSection() {}

  static ProbeStatus status(ProbeTarget target, ProbeResult result, ProbeBasis basis, String time) {
    return new ProbeStatus(
        target.name(),
        orNull(target.architecture()),
        result.outcome().shown(),
        orNull(result.detail()),
        orNull(basis.policy()),
        orNull(basis.nodeImage()),
        orNull(basis.engine()),
        time);
  }

  static ProbeStatus notProbed(ProbeTarget target, String why) {
    return new ProbeStatus(
        target.name(),
        orNull(target.architecture()),
        ProbeStatus.NOT_PROBED,
        why,
        null,
        null,
        null,
        null);
  }

  /** A result without a renewal shows nothing any more after two intervals, unless it is bad. */
  static ProbeStatus aged(ProbeStatus stored, ProbeInput input) {
    boolean isOld =
        instant(Objects.requireNonNullElse(stored.time(), ""))
            .map(time -> !time.plus(input.interval().multipliedBy(2)).isAfter(input.now()))
            .orElse(true);
    return isOld && !stored.result().equals(Outcome.REACHED.shown())
        ? new ProbeStatus(
            stored.pool(),
            stored.architecture(),
            ProbeStatus.NOT_PROBED,
            OLD,
            stored.policy(),
            stored.nodeImage(),
            stored.engine(),
            stored.time())
        : stored;
  }

  static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
