package io.securitybaseline.facts.rbac;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API groups that a cluster serves, by the APIServices: the API server registers one for each
 * version of a group, those of CustomResourceDefinitions included. A label distinguishes the groups
 * that it has itself.
 *
 * <p>Source: {@code pkg/controlplane/controller/crdregistration} and {@code
 * pkg/controlplane/apiserver/aggregator.go} of Kubernetes, and {@code pkg/controllers/autoregister}
 * of kube-aggregator.
 */
public final class ApiGroups {

  private static final String MANAGED = "kube-aggregator.kubernetes.io/automanaged";
  private static final String BUILT_IN = "onstart";

  /** The group of the APIServices, which has none itself. */
  private static final String AGGREGATION = "apiregistration.k8s.io";

  /** The groups and their versions. */
  public static final Watch<APIService> API_SERVICES =
      Watch.of(
          APIService.class,
          Concern.CLUSTER,
          List.of(
              Field.of("spec.group", ApiGroups::group),
              Field.of("spec.version", ApiGroups::version),
              Field.of("metadata.labels[" + MANAGED + "]", ApiGroups::isBuiltIn)),
          Form.reduced(_ -> ApiGroups::reduced));

  private ApiGroups() {}

  /** The groups of the APIServices; that of the core API is empty. */
  public static Set<String> of(Stream<APIService> services) {
    Set<String> groups =
        services.map(ApiGroups::group).filter(Objects::nonNull).collect(Collectors.toSet());
    if (!groups.isEmpty()) {
      groups.add(AGGREGATION);
    }
    return Set.copyOf(groups);
  }

  /**
   * The versions of the groups that the API server alone serves, such as {@code apps/v1}: a group
   * that a CustomResourceDefinition extends is not among them.
   */
  public static SortedSet<String> builtIn(Stream<APIService> services) {
    List<APIService> all = services.filter(service -> version(service) != null).toList();
    Set<String> extended = of(all.stream().filter(service -> !isBuiltIn(service)));
    return all.stream()
        .filter(service -> !extended.contains(Objects.requireNonNullElse(group(service), "")))
        .map(ApiGroups::groupVersion)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String groupVersion(APIService service) {
    String group = Objects.requireNonNullElse(group(service), "");
    String version = Objects.requireNonNullElse(version(service), "");
    return group.isEmpty() ? version : group + "/" + version;
  }

  private static @Nullable String group(APIService service) {
    return service.getSpec() == null
        ? null
        : Objects.requireNonNullElse(service.getSpec().getGroup(), "");
  }

  private static @Nullable String version(APIService service) {
    return service.getSpec() == null ? null : service.getSpec().getVersion();
  }

  private static boolean isBuiltIn(APIService service) {
    Map<String, String> labels = service.getMetadata().getLabels();
    return labels != null && BUILT_IN.equals(labels.get(MANAGED));
  }

  private static APIService reduced(APIService from) {
    ObjectMeta metadata = EmptyModels.metadata();
    metadata.setName(from.getMetadata().getName());
    metadata.setResourceVersion(from.getMetadata().getResourceVersion());
    if (isBuiltIn(from)) {
      metadata.setLabels(Map.of(MANAGED, BUILT_IN));
    }
    APIService kept = new APIService();
    kept.setMetadata(metadata);
    if (from.getSpec() != null) {
      kept.setSpec(new APIServiceSpec());
      kept.getSpec().setGroup(from.getSpec().getGroup());
      kept.getSpec().setVersion(from.getSpec().getVersion());
    }
    return kept;
  }
}
