package io.securitybaseline.control;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.facts.TigeraNamespaces;
import java.util.Map;
import java.util.Objects;

/**
 * A namespace as far as its applicability depends on it.
 *
 * @param system whether it is one of the platform's
 */
public record Namespaced(String name, Map<String, String> labels, boolean system) {

  /** One that is the platform's if it has a name of the platform's. */
  public Namespaced(String name, Map<String, String> labels) {
    this(name, labels, SystemNamespaces.hasReservedName(name));
  }

  /** One that is the platform's if it has a name of the platform's. */
  public static Namespaced of(Namespace namespace) {
    return new Namespaced(
        namespace.getMetadata().getName(),
        Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()));
  }

  /** The same, where evidence is asked for as well as a name. */
  public Namespaced verifiedBy(TigeraNamespaces tigera) {
    return new Namespaced(name, labels, SystemNamespaces.contains(name, tigera));
  }
}
