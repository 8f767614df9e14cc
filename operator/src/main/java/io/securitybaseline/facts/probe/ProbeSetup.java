package io.securitybaseline.facts.probe;

import java.util.Set;

/**
 * What the operator was given to probe.
 *
 * @param image the image of the pods, its own
 * @param namespaces where it may create a pod on request, beside the namespace of probes
 */
public record ProbeSetup(String image, Set<String> namespaces) {

  public ProbeSetup {
    namespaces = Set.copyOf(namespaces);
  }

  /** Where no namespace may request a probe. */
  public static ProbeSetup of(String image) {
    return new ProbeSetup(image, Set.of());
  }
}
