package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.securitybaseline.facts.watch.Availability;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A CiliumClusterwideNetworkPolicy. The one with the operator's name is watched as a whole, too, as
 * a generic object; events are read into one class for each kind, so this is a generic object.
 */
@Group(OtherObjects.CILIUM)
@Version("v2")
@Kind("CiliumClusterwideNetworkPolicy")
@Plural("ciliumclusterwidenetworkpolicies")
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
public final class CiliumClusterwide extends GenericKubernetesResource implements PolicyObject {

  /** All of them. */
  static final Watch<CiliumClusterwide> WATCH =
      new Watch<>(
          io.securitybaseline.facts.watch.Kind.of(CiliumClusterwide.class),
          new Selection.All(),
          new Availability.WhileDefined("ciliumclusterwidenetworkpolicies.cilium.io", "v2"),
          Concern.CLUSTER,
          List.of(Field.of(Field.WHOLE, CiliumClusterwide::policies)),
          Form.reduced(_ -> CiliumClusterwide::reduced),
          List.of(),
          100,
          false);

  private static final ObjectMapper JSON = new ObjectMapper();

  private transient @Nullable List<OtherPolicy> policies;

  /** Of this kind, also where a watch has read the kind before the object. */
  public CiliumClusterwide() {
    setApiVersion(OtherObjects.CILIUM + "/v2");
    setKind(PolicyKind.CILIUM_CLUSTERWIDE.shown());
  }

  @Override
  @JsonIgnore
  public List<OtherPolicy> policies() {
    if (policies != null) {
      return policies;
    }
    JsonNode fields = JSON.valueToTree(getAdditionalProperties());
    return CiliumRules.read(
        PolicyKind.CILIUM_CLUSTERWIDE,
        "",
        Objects.requireNonNullElse(getMetadata().getName(), ""),
        fields.path("spec"),
        fields.path("specs"));
  }

  private static CiliumClusterwide reduced(CiliumClusterwide from) {
    CiliumClusterwide kept = new CiliumClusterwide();
    kept.setMetadata(KeptIdentity.of(from.getMetadata()));
    kept.setAdditionalProperties(Map.of());
    kept.policies = from.policies();
    return kept;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CiliumClusterwide that
        ? super.equals(that) && policies().equals(that.policies())
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
