package io.securitybaseline.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Whether an object matches its intent. Additional fields belong to other managers, as in
 * server-side apply: a write would not remove them and would be repeated forever. Lists are held
 * against each other element by element by their {@code name} where they have one, else as a whole,
 * as the API server merges them.
 */
final class Intent {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Merged as a whole although they are objects: x-kubernetes-map-type: atomic. */
  private static final Set<String> ATOMIC = Set.of("namespaceSelector", "objectSelector");

  /** The fields in which an admission policy and its binding exclude requests. */
  private static final List<String> NARROWING =
      List.of(
          "/matchConditions",
          "/matchConstraints/excludeResourceRules",
          "/matchResources/excludeResourceRules",
          "/matchResources/resourceRules",
          "/paramRef/namespace",
          "/paramRef/selector");

  private Intent() {}

  /** Compares the specs. */
  static boolean isMet(HasMetadata actual, HasMetadata wanted) {
    return isIn(spec(actual), spec(wanted));
  }

  /**
   * Whether another client added exclusions to an admission policy of the operator, which an apply
   * would keep.
   */
  static boolean isNarrowed(HasMetadata actual, HasMetadata wanted) {
    return isNarrowed(spec(actual), spec(wanted));
  }

  static boolean isNarrowed(JsonNode actual, JsonNode wanted) {
    return NARROWING.stream().anyMatch(at -> hasMore(actual.at(at), wanted.at(at)));
  }

  private static boolean hasMore(JsonNode actual, JsonNode wanted) {
    if (!actual.isArray()) {
      return !actual.isMissingNode() && !actual.isNull() && wanted.isMissingNode();
    }
    return StreamSupport.stream(actual.spliterator(), false)
        .anyMatch(element ->
            StreamSupport.stream(wanted.spliterator(), false)
                .noneMatch(it -> it.path("name").equals(element.path("name"))));
  }

  @SuppressWarnings("unchecked") // the class of an object of type T is a Class<T>
  static <T extends HasMetadata> T copy(T object) {
    return (T) JSON.convertValue(JSON.valueToTree(object), object.getClass());
  }

  private static JsonNode spec(HasMetadata object) {
    return JSON.<JsonNode>valueToTree(object).path("spec");
  }

  static boolean isIn(JsonNode actual, JsonNode wanted) {
    if (wanted.isObject()) {
      return wanted.properties().stream().allMatch(field -> isFieldIn(actual, field));
    }
    if (wanted.isArray() && isNamed(wanted)) {
      return StreamSupport.stream(wanted.spliterator(), false)
          .allMatch(element -> isIn(named(actual, element.path("name")), element));
    }
    return actual.equals(wanted);
  }

  private static boolean isFieldIn(JsonNode actual, Map.Entry<String, JsonNode> wanted) {
    JsonNode field = actual.path(wanted.getKey());
    return ATOMIC.contains(wanted.getKey())
        ? field.equals(wanted.getValue())
        : isIn(field, wanted.getValue());
  }

  private static boolean isNamed(JsonNode list) {
    return !list.isEmpty()
        && StreamSupport.stream(list.spliterator(), false).allMatch(it -> it.has("name"));
  }

  private static JsonNode named(JsonNode list, JsonNode name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(element -> element.path("name").equals(name))
        .findFirst()
        .orElse(list.path("absent"));
  }
}
