package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.otherkinds.OtherPolicy.Position;
import io.securitybaseline.facts.watch.Marker;
import java.util.List;

/** A policy of another kind as the caches keep it. */
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
public abstract class OtherPolicyObject extends OtherObject<List<OtherPolicy>>
    implements PolicyObject {

  private final transient PolicyKind policyKind;

  OtherPolicyObject(PolicyKind policyKind) {
    this.policyKind = policyKind;
  }

  @Override
  List<OtherPolicy> read(JsonNode spec, JsonNode specs) {
    return switch (policyKind.family()) {
      case CALICO -> List.of(CalicoRules.read(policyKind, namespace(), name(), spec));
      case CILIUM -> CiliumRules.read(policyKind, namespace(), name(), spec, specs);
      case CLUSTER, ADMIN -> List.of(ClusterRules.read(policyKind, name(), spec));
    };
  }

  @Override
  long bytes(List<OtherPolicy> read) {
    return read.stream().mapToLong(OtherPolicy::bytes).sum();
  }

  @Override
  public List<OtherPolicy> policies() {
    return Marker.isOn(this)
        ? List.of(OtherPolicy.unread(policyKind, namespace(), name(), unknownPosition()))
        : facts();
  }

  private Position unknownPosition() {
    return policyKind.family() == PolicyKind.Family.CALICO
        ? new Position(OtherTier.DEFAULT, 0)
        : Position.NONE;
  }
}
