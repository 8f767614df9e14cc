package io.securitybaseline.facts.rbac;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The resources that the API server itself has, as its discovery lists them. Those of
 * CustomResourceDefinitions and of aggregated API servers are not among them, since they come and
 * go without a trace in the APIServices.
 *
 * @param byGroup the resources without subresources, such as {@code pods}; a group that is missing
 *     is unknown
 */
public record ServedResources(Map<String, Set<String>> byGroup) {

  /** Where nothing was asked. */
  public static final ServedResources UNKNOWN = new ServedResources(Map.of());

  public ServedResources {
    byGroup = Map.copyOf(byGroup);
  }

  /** The resources of a group; empty where they are unknown. */
  public Optional<Set<String>> of(String group) {
    return Optional.ofNullable(byGroup.get(group));
  }

  /**
   * Asks for the resources of each version of each group.
   *
   * @param versions such as {@code v1} and {@code apps/v1}
   * @param api returns what one of them serves, or null where the API server does not answer that;
   *     then the whole group is unknown
   */
  public static ServedResources ask(
      Collection<String> versions, Function<String, @Nullable APIResourceList> api) {
    Map<String, Set<String>> byGroup = new HashMap<>();
    Set<String> unknown = new HashSet<>();
    for (String version : versions) {
      String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
      APIResourceList answer = api.apply(version);
      if (answer == null || answer.getResources() == null) {
        unknown.add(group);
      } else {
        byGroup.computeIfAbsent(group, _ -> new HashSet<>()).addAll(names(answer));
      }
    }
    byGroup.keySet().removeAll(unknown);
    return new ServedResources(byGroup);
  }

  private static Set<String> names(APIResourceList answer) {
    return answer.getResources().stream()
        .map(APIResource::getName)
        .filter(name -> name.indexOf('/') < 0)
        .collect(Collectors.toSet());
  }
}
