package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The other kinds. Calico serves its kinds in {@code crd.projectcalico.org}, or, since 3.31 and
 * where it is installed so, as CRDs of {@code projectcalico.org/v3}.
 */
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
public final class OtherObjects {

  static final String CALICO = "crd.projectcalico.org";
  static final String CALICO_V3 = "projectcalico.org";
  static final String CILIUM = "cilium.io";
  static final String CLUSTER = "policy.networking.k8s.io";

  private OtherObjects() {}

  @Group(CALICO)
  @Version("v1")
  @Kind("GlobalNetworkPolicy")
  @Plural("globalnetworkpolicies")
  public static final class CalicoGlobal extends OtherPolicyObject {
    public CalicoGlobal() {
      super(PolicyKind.CALICO_GLOBAL);
    }
  }

  @Group(CALICO_V3)
  @Version("v3")
  @Kind("GlobalNetworkPolicy")
  @Plural("globalnetworkpolicies")
  public static final class CalicoGlobalV3 extends OtherPolicyObject {
    public CalicoGlobalV3() {
      super(PolicyKind.CALICO_GLOBAL);
    }
  }

  @Group(CALICO)
  @Version("v1")
  @Kind("NetworkPolicy")
  @Plural("networkpolicies")
  public static final class Calico extends OtherPolicyObject implements Namespaced {
    public Calico() {
      super(PolicyKind.CALICO);
    }
  }

  @Group(CALICO_V3)
  @Version("v3")
  @Kind("NetworkPolicy")
  @Plural("networkpolicies")
  public static final class CalicoV3 extends OtherPolicyObject implements Namespaced {
    public CalicoV3() {
      super(PolicyKind.CALICO);
    }
  }

  @Group(CILIUM)
  @Version("v2")
  @Kind("CiliumNetworkPolicy")
  @Plural("ciliumnetworkpolicies")
  public static final class Cilium extends OtherPolicyObject implements Namespaced {
    public Cilium() {
      super(PolicyKind.CILIUM);
    }
  }

  @Group(CLUSTER)
  @Version("v1alpha2")
  @Kind("ClusterNetworkPolicy")
  @Plural("clusternetworkpolicies")
  public static final class Cluster extends OtherPolicyObject {
    public Cluster() {
      super(PolicyKind.CLUSTER);
    }
  }

  @Group(CLUSTER)
  @Version("v1alpha1")
  @Kind("AdminNetworkPolicy")
  @Plural("adminnetworkpolicies")
  public static final class Admin extends OtherPolicyObject {
    public Admin() {
      super(PolicyKind.ADMIN);
    }
  }

  @Group(CLUSTER)
  @Version("v1alpha1")
  @Kind("BaselineAdminNetworkPolicy")
  @Plural("baselineadminnetworkpolicies")
  public static final class BaselineAdmin extends OtherPolicyObject {
    public BaselineAdmin() {
      super(PolicyKind.BASELINE_ADMIN);
    }
  }

  @Group(CALICO)
  @Version("v1")
  @Kind("Tier")
  @Plural("tiers")
  public static final class Tier extends TierObject {}

  @Group(CALICO_V3)
  @Version("v3")
  @Kind("Tier")
  @Plural("tiers")
  public static final class TierV3 extends TierObject {}

  @Group(CALICO)
  @Version("v1")
  @Kind("NetworkSet")
  @Plural("networksets")
  public static final class NetworkSet extends NetworkSetObject implements Namespaced {}

  @Group(CALICO_V3)
  @Version("v3")
  @Kind("NetworkSet")
  @Plural("networksets")
  public static final class NetworkSetV3 extends NetworkSetObject implements Namespaced {}

  @Group(CALICO)
  @Version("v1")
  @Kind("GlobalNetworkSet")
  @Plural("globalnetworksets")
  public static final class GlobalNetworkSet extends NetworkSetObject {}

  @Group(CALICO_V3)
  @Version("v3")
  @Kind("GlobalNetworkSet")
  @Plural("globalnetworksets")
  public static final class GlobalNetworkSetV3 extends NetworkSetObject {}

  /** A tier of Calico. */
  public abstract static class TierObject extends OtherObject<OtherTier> {
    @Override
    OtherTier read(JsonNode spec, JsonNode specs) {
      return new OtherTier(
          name(),
          spec.path("order").asDouble(Double.POSITIVE_INFINITY),
          spec.path("defaultAction").asText("").equals("Pass"));
    }

    @Override
    long bytes(OtherTier read) {
      return 64;
    }
  }
}
