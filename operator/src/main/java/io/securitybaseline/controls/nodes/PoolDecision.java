package io.securitybaseline.controls.nodes;

import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Applicability.Retained;
import io.securitybaseline.control.Applicability.Undetermined;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of a pool's assessment once exemptions are applied to it.
 *
 * @param exempt whether the pool counts among the exempt
 * @param findings those that count for it
 */
public record PoolDecision(PoolAssessment assessment, boolean exempt, List<PoolFinding> findings) {

  public PoolDecision {
    findings = List.copyOf(findings);
  }

  /** The decision for a pool. */
  public static PoolDecision of(Applicability applicability, PoolAssessment assessment) {
    return switch (applicability) {
      case NotConcerned _ -> new PoolDecision(assessment, false, List.of());
      case Exempt(Exemption exemption, String _) ->
          new PoolDecision(assessment, true, List.of(exempt(exemption)));
      case Audited(Optional<Exemption> expired) -> evaluated(assessment, expired);
      case Enforced(Optional<Exemption> expired) -> evaluated(assessment, expired);
      case OutsideRollout(Optional<Exemption> expired, String _) -> evaluated(assessment, expired);
      case Retained(Optional<Exemption> expired) -> evaluated(assessment, expired);
      case Undetermined _ -> evaluated(assessment, Optional.empty());
    };
  }

  private static PoolDecision evaluated(PoolAssessment assessment, Optional<Exemption> expired) {
    List<PoolFinding> findings = new ArrayList<>(assessment.findings());
    expired.ifPresent(exemption -> expired(exemption).forEach(findings::add));
    return new PoolDecision(assessment, false, findings);
  }

  private static PoolFinding exempt(Exemption exemption) {
    return new PoolFinding(
        Topic.IMAGES,
        Finding.info(
            Reasons.EXEMPT,
            "exemption %s covers this pool until %s: %s (owner %s)"
                .formatted(
                    exemption.name(),
                    exemption.expiresOn(),
                    exemption.reason(),
                    exemption.owner())),
        List.of());
  }

  /** An exemption is from all that the control demands, so both conditions tell of its end. */
  private static Stream<PoolFinding> expired(Exemption exemption) {
    Finding finding =
        Finding.violation(
            Reasons.EXPIRED,
            "exemption %s ended on %s and no longer applies: remove it or, with owner %s,"
                    .formatted(exemption.name(), exemption.expiresOn(), exemption.owner())
                + " set a new date");
    return Stream.of(Topic.values()).map(topic -> new PoolFinding(topic, finding, List.of()));
  }
}
