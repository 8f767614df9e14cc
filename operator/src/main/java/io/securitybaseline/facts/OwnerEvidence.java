package io.securitybaseline.facts;

import java.time.Instant;
import java.util.Set;

/**
 * What is known of the owners of bindings beside the bindings themselves.
 *
 * @param applications the names of Argo CD's applications, as it labels objects with them; read
 *     only for a binding with such a label
 * @param now the time of the evaluation
 */
public record OwnerEvidence(Set<String> applications, Instant now) {

  public OwnerEvidence {
    applications = Set.copyOf(applications);
  }
}
