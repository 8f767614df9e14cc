package io.securitybaseline.facts.rbac;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.securitybaseline.facts.watch.Digest;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Interner;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Keeping;
import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is read of roles: their rules, in a compact form. */
public final class RoleWatches {

  private static final long PAGE = 500;

  /**
   * Bytes of a role: more than a thousand rules, as an aggregated ClusterRole has with hundreds of
   * kinds. One of more is not evaluated, and bindings to it are reported as unknown.
   */
  static final long MOST_BYTES = 1 << 20;

  private static final Interner SHARED = new Interner();

  /** The rules of a Role. */
  public static final Digest<Role, RoleRules> ROLE_RULES = digest(Role::getRules);

  /** The rules of a ClusterRole. */
  public static final Digest<ClusterRole, RoleRules> CLUSTER_ROLE_RULES =
      digest(ClusterRole::getRules);

  public static final Watch<Role> ROLES =
      Watch.of(
              Role.class,
              Concern.NAMESPACE,
              List.of(Field.deletion()),
              Form.<Role>reduced(interners -> bare(interners, RoleWatches::role)).largeOnReading())
          .paged(PAGE)
          .budgeted()
          .with(ROLE_RULES);

  public static final Watch<ClusterRole> CLUSTER_ROLES =
      Watch.of(
              ClusterRole.class,
              Concern.CLUSTER,
              List.of(Field.deletion()),
              Form.<ClusterRole>reduced(interners -> bare(interners, RoleWatches::clusterRole))
                  .largeOnReading())
          .paged(PAGE)
          .with(CLUSTER_ROLE_RULES);

  private RoleWatches() {}

  private static <T extends HasMetadata> Digest<T, RoleRules> digest(
      Function<T, @Nullable List<PolicyRule>> rules) {
    return new Digest<>(
        "rules",
        RoleRules.class,
        List.of(
            "rules.verbs",
            "rules.apiGroups",
            "rules.resources",
            "rules.resourceNames",
            "rules.nonResourceURLs"),
        role -> RoleRules.of(rules.apply(role), SHARED),
        RoleRules::bytes);
  }

  private static <T extends HasMetadata> Keeping<T> bare(
      Interners interners, Function<ObjectMeta, T> create) {
    return new Keeping<>(
        object -> {
          ObjectMeta from = object.getMetadata();
          ObjectMeta kept = EmptyModels.metadata();
          kept.setName(from.getName());
          if (from.getNamespace() != null) {
            kept.setNamespace(interners.names().shared(from.getNamespace()));
          }
          kept.setResourceVersion(from.getResourceVersion());
          kept.setDeletionTimestamp(from.getDeletionTimestamp());
          return create.apply(kept);
        },
        object ->
            (object.getMetadata().getName().length() > Marker.LONGEST_NAME ? MOST_BYTES : 0)
                + Footprint.of(object.getMetadata().getName()),
        MOST_BYTES,
        create);
  }

  private static Role role(ObjectMeta metadata) {
    Role kept = new Role();
    kept.setMetadata(metadata);
    kept.setRules(List.of());
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  private static ClusterRole clusterRole(ObjectMeta metadata) {
    ClusterRole kept = new ClusterRole();
    kept.setMetadata(metadata);
    kept.setRules(List.of());
    kept.setAdditionalProperties(Map.of());
    return kept;
  }
}
