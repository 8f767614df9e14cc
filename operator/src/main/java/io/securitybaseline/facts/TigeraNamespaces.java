package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The namespaces that the Tigera operator, which installs Calico on AKS, runs in or creates. Their
 * names are free on a cluster without Calico, so a name proves nothing.
 *
 * <p>The evidence is what the Tigera operator sets on a namespace that it creates: the label {@code
 * name}, and an owner reference to its own resource (Installation, APIServer) as the controller.
 * Kubernetes' garbage collector deletes a namespace whose owner reference names an owner that does
 * not exist with that uid, provided that the owner's kind is served. So the reference can only be
 * forged with the uid of the real Installation.
 *
 * <p>Source: tigera/operator, {@code pkg/render/namespaces.go} and {@code
 * pkg/controller/utils/component.go}.
 *
 * @param verified the names of those that exist and carry the evidence
 * @param unverified the names of those that exist without it
 */
public record TigeraNamespaces(SortedSet<String> verified, SortedSet<String> unverified) {

  public static final String CALICO_SYSTEM = "calico-system";
  public static final String TIGERA_OPERATOR = "tigera-operator";
  public static final String CALICO_APISERVER = "calico-apiserver";

  /** All of them. */
  public static final List<String> NAMES =
      List.of(CALICO_SYSTEM, TIGERA_OPERATOR, CALICO_APISERVER);

  /** The definition without which an owner reference could name anything. */
  public static final String INSTALLATION_CRD = "installations.operator.tigera.io";

  public static final TigeraNamespaces NONE =
      new TigeraNamespaces(new TreeSet<>(), new TreeSet<>());

  private static final String API_VERSION = "operator.tigera.io/v1";
  private static final Set<String> OWNERS = Set.of("Installation", "APIServer");

  public TigeraNamespaces {
    verified = Collections.unmodifiableSortedSet(new TreeSet<>(verified));
    unverified = Collections.unmodifiableSortedSet(new TreeSet<>(unverified));
  }

  /**
   * Sorts the namespaces with one of the names.
   *
   * @param installationServed whether the API server serves the Tigera operator's Installation
   */
  public static TigeraNamespaces of(Collection<Namespace> namespaces, boolean installationServed) {
    Set<String> owned =
        namespaces.stream()
            .filter(namespace -> installationServed && isOwned(namespace))
            .map(namespace -> namespace.getMetadata().getName())
            .collect(Collectors.toSet());
    TreeSet<String> verified = new TreeSet<>();
    TreeSet<String> unverified = new TreeSet<>();
    for (Namespace namespace : namespaces) {
      String name = namespace.getMetadata().getName();
      if (NAMES.contains(name)) {
        // The operator does not create its own namespace, so nothing on that one can be evidence.
        // Where it created calico-system, its own namespace existed before a tenant could want it.
        String evidence = name.equals(TIGERA_OPERATOR) ? CALICO_SYSTEM : name;
        (owned.contains(evidence) ? verified : unverified).add(name);
      }
    }
    return new TigeraNamespaces(verified, unverified);
  }

  /** Whether the namespace, as it is now, may lead to another result than this one. */
  public boolean isOutdatedBy(Namespace namespace) {
    String name = namespace.getMetadata().getName();
    if (!NAMES.contains(name)) {
      return false;
    }
    boolean known = verified.contains(name) || unverified.contains(name);
    return !known
        || (!name.equals(TIGERA_OPERATOR) && isOwned(namespace) != verified.contains(name));
  }

  private static boolean isOwned(Namespace namespace) {
    String name = namespace.getMetadata().getName();
    return namespace.getMetadata().getLabels() != null
        && name.equals(namespace.getMetadata().getLabels().get("name"))
        && !evidence(namespace).isEmpty();
  }

  /** The owner references that make a namespace the Tigera operator's, without their owners. */
  static List<OwnerReference> evidence(Namespace namespace) {
    List<OwnerReference> owners = namespace.getMetadata().getOwnerReferences();
    return owners == null || !NAMES.contains(namespace.getMetadata().getName())
        ? List.of()
        : owners.stream()
            .filter(TigeraNamespaces::isTigera)
            .map(owner ->
                new OwnerReference(
                    owner.getApiVersion(),
                    null,
                    owner.getController(),
                    owner.getKind(),
                    null,
                    null))
            .toList();
  }

  private static boolean isTigera(OwnerReference owner) {
    return API_VERSION.equals(owner.getApiVersion())
        && OWNERS.contains(owner.getKind())
        && Boolean.TRUE.equals(owner.getController());
  }
}
