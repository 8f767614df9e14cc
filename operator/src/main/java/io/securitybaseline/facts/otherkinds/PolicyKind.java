package io.securitybaseline.facts.otherkinds;

/** A kind of policies beside NetworkPolicy. */
public enum PolicyKind {
  CALICO_GLOBAL("GlobalNetworkPolicy", Family.CALICO),
  CALICO("Calico NetworkPolicy", Family.CALICO),
  CILIUM("CiliumNetworkPolicy", Family.CILIUM),
  CILIUM_CLUSTERWIDE("CiliumClusterwideNetworkPolicy", Family.CILIUM),
  CLUSTER("ClusterNetworkPolicy", Family.CLUSTER),
  ADMIN("AdminNetworkPolicy", Family.ADMIN),
  BASELINE_ADMIN("BaselineAdminNetworkPolicy", Family.ADMIN);

  private final String shown;
  private final Family family;

  PolicyKind(String shown, Family family) {
    this.shown = shown;
    this.family = family;
  }

  /** Kinds that the same engines enforce. */
  public enum Family {
    CALICO,
    CILIUM,
    /** {@code policy.networking.k8s.io/v1alpha2}. */
    CLUSTER,
    /** {@code policy.networking.k8s.io/v1alpha1}, which ClusterNetworkPolicy replaces. */
    ADMIN
  }

  /** As messages name it. */
  public String shown() {
    return shown;
  }

  public Family family() {
    return family;
  }
}
