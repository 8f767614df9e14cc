package io.securitybaseline.control.instancemetadata;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import java.util.List;

/** What there is to say of the engine, wherever something depends on it. */
final class EngineFindings {

  private EngineFindings() {}

  /**
   * @param missing whether something is missing that would be applied if the user agreed
   */
  static List<Finding> of(Engine engine, boolean missing) {
    return switch (engine.kind()) {
      case AZURE_NPM, CALICO, CILIUM_DENY, OTHER -> List.of();
      case NONE ->
          List.of(
              Finding.violation(
                  Reasons.NOT_ENFORCED,
                  "No network policy engine enforces policies in this cluster: enable one, then set spec.instanceMetadata.engine to it or to Auto"));
      case UNKNOWN ->
          List.of(
              Finding.unknown(
                  Reasons.ENGINE_UNKNOWN,
                  "Which network policy engine enforces policies cannot be told: "
                      + engine.doubt()));
      case CILIUM_LEGACY -> List.of(legacy(engine, missing));
    };
  }

  private static Finding legacy(Engine engine, boolean missing) {
    if (engine.manifest() == null) {
      return new Finding(
          Reasons.LEGACY_CILIUM_NOT_ALLOWED,
          missing ? Severity.VIOLATION : Severity.UNKNOWN,
          "%s, so a policy would also cut pods off from node addresses and LocalDNS: upgrade it, or set spec.instanceMetadata.allowLegacyCilium to true to accept that"
              .formatted(engine.doubt()));
    }
    return Finding.unknown(
        Reasons.LEGACY_CILIUM,
        "%s, where Cilium's own policies, which are not read, can let pods out to 169.254.169.254 again, and the policy also cuts them off from node addresses and LocalDNS: upgrade it"
            .formatted(engine.doubt()));
  }
}
