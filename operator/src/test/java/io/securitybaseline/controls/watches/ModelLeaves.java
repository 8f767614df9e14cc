package io.securitybaseline.controls.watches;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Duration;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.securitybaseline.testing.Manifests;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every field that a model of the client's can have. */
final class ModelLeaves {

  private static final Map<Class<?>, String> VALUES =
      Map.of(
          String.class, "other",
          Boolean.class, "true",
          Integer.class, "7",
          Long.class, "7",
          IntOrString.class, "7",
          Quantity.class, "7",
          Duration.class, "7s");

  private final List<Leaf> leaves = new ArrayList<>();
  private final Set<Class<?>> onTheWay = new HashSet<>();

  private ModelLeaves() {}

  /**
   * A field without fields of its own.
   *
   * @param model the model that has it
   * @param path its segments; that of a list ends with {@code []}
   * @param value one that it can have
   */
  record Leaf(Class<?> model, List<String> path, JsonNode value) {

    /** The path as declarations write it. */
    String name() {
      return String.join(".", path).replace("[]", "");
    }

    /** The field and the model that has it. */
    String field() {
      return model.getSimpleName() + "." + path.getLast();
    }
  }

  static List<Leaf> of(Class<?> model) {
    ModelLeaves found = new ModelLeaves();
    found.add(model, List.of());
    return found.leaves;
  }

  /** A model that contains itself is entered once; schemas have JSON of their own. */
  private void add(Class<?> model, List<String> path) {
    if (!onTheWay.add(model)) {
      return;
    }
    Arrays.stream(model.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.isAnnotationPresent(JsonProperty.class))
        .forEach(field -> add(field, path));
    onTheWay.remove(model);
  }

  private void add(Field field, List<String> path) {
    List<String> at = new ArrayList<>(path);
    at.add(field.getAnnotation(JsonProperty.class).value());
    Type type = field.getGenericType();
    Class<?> single = single(type).orElse(null);
    if (single == null) {
      leaves.add(
          new Leaf(field.getDeclaringClass(), List.copyOf(at), Manifests.tree("{other: '7'}")));
    } else if (VALUES.containsKey(single)) {
      String value = VALUES.get(single);
      leaves.add(
          new Leaf(
              field.getDeclaringClass(),
              List.copyOf(at),
              Manifests.tree(type == single ? value : "[" + value + "]")));
    } else if (single.getName().startsWith("io.fabric8")
        && !single.getSimpleName().contains("SchemaProps")) {
      at.set(at.size() - 1, at.getLast() + (type == single ? "" : "[]"));
      add(single, at);
    }
  }

  /** The class of a value or of the elements of a list; empty for maps. */
  private static Optional<Class<?>> single(Type type) {
    return switch (type) {
      case Class<?> single -> Optional.of(single);
      case ParameterizedType list when list.getRawType() == List.class ->
          single(list.getActualTypeArguments()[0]);
      default -> Optional.empty();
    };
  }
}
