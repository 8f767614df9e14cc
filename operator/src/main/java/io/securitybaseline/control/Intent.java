package io.securitybaseline.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object matches its intent. Additional fields belong to other managers, as in
 * server-side apply: a write would not remove them and would be repeated forever. Lists are held
 * against each other element by element by their {@code name} where they have one, else as a whole,
 * as the API server merges them.
 */
public final class Intent {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Merged as a whole although they are objects: x-kubernetes-map-type: atomic. */
  private static final Set<String> ATOMIC =
      Set.of("namespaceSelector", "objectSelector", "podSelector", "endpointSelector");

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

  /**
   * What a change intends: the operator's marks and the spec, or the subjects of a binding. All
   * else in its object belongs to other clients or to the API server.
   */
  public static JsonNode of(Change change) {
    return of(change, JSON.valueToTree(change.object()));
  }

  /**
   * The same.
   *
   * @param object the object of the change as JSON
   */
  public static JsonNode of(Change change, JsonNode object) {
    ObjectNode intended = JSON.createObjectNode();
    switch (change) {
      case Change.SwapSubjects _ -> put(intended, "subjects", object.path("subjects"));
      case Change.Create _, Change.Update _, Change.Replace _ -> {
        ObjectNode marks = intended.putObject("metadata");
        put(marks, "labels", object.at("/metadata/labels"));
        put(marks, "annotations", object.at("/metadata/annotations"));
        put(intended, "spec", object.path("spec"));
      }
      case Change.Delete _ -> {
        // Nothing is left that could differ.
      }
    }
    return intended;
  }

  private static void put(ObjectNode node, String field, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      node.set(field, value);
    }
  }

  static boolean isIn(JsonNode actual, JsonNode wanted) {
    return firstDifference(actual, wanted) == null;
  }

  /** The first field of the intent that the object does not have as intended. */
  public static Optional<FieldPath> difference(JsonNode actual, JsonNode wanted) {
    return Optional.ofNullable(firstDifference(actual, wanted));
  }

  /**
   * The path begins at the given nodes. It is built on the way back from a difference, because
   * every response of the API server is compared, and nearly all are as intended.
   */
  private static @Nullable FieldPath firstDifference(JsonNode actual, JsonNode wanted) {
    if (wanted.isObject()) {
      return ofFields(actual, wanted);
    }
    if (wanted.isArray() && isNamed(wanted)) {
      for (JsonNode element : wanted) {
        FieldPath inside = firstDifference(named(actual, element.path("name")), element);
        if (inside != null) {
          return inside;
        }
      }
      return null;
    }
    return actual.equals(wanted) || isSameNumber(actual, wanted) ? null : FieldPath.ROOT;
  }

  /** A model has a long where a parsed answer has an int. */
  private static boolean isSameNumber(JsonNode actual, JsonNode wanted) {
    return actual.isIntegralNumber()
        && wanted.isIntegralNumber()
        && actual.asLong() == wanted.asLong();
  }

  private static @Nullable FieldPath ofFields(JsonNode actual, JsonNode wanted) {
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      String name = field.getKey();
      FieldPath inside = ofField(name, actual.path(name), field.getValue());
      if (inside != null) {
        return inside.in(name);
      }
    }
    return null;
  }

  private static @Nullable FieldPath ofField(String name, JsonNode actual, JsonNode wanted) {
    if (!ATOMIC.contains(name)) {
      return firstDifference(actual, wanted);
    }
    return actual.equals(wanted) ? null : FieldPath.ROOT;
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
