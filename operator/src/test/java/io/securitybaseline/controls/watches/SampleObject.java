package io.securitybaseline.controls.watches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.testing.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * An object of a watched kind, with a change for each declared path that alone leads to another
 * evaluation.
 *
 * @param changes the new value of each declared field, by its path
 * @param input what an evaluation depends on
 */
record SampleObject<T extends HasMetadata>(
    Watch<T> watch, JsonNode json, JsonNode changes, Function<T, Object> input) {

  private static final KubernetesSerialization WHOLE = new KubernetesSerialization();

  /** The object with one declared field changed. */
  JsonNode changed(String path) {
    ObjectNode copy = json.deepCopy();
    set(copy, segments(path), Objects.requireNonNull(changes.get(path)));
    return copy;
  }

  /** The object with one more field. */
  JsonNode with(ModelLeaves.Leaf leaf) {
    ObjectNode copy = json.deepCopy();
    JsonNode value = leaf.value().deepCopy();
    if (value instanceof ObjectNode map
        && json.at("/" + leaf.name().replace('.', '/')) instanceof ObjectNode present) {
      map.setAll(present);
    }
    set(copy, leaf.path(), value);
    return copy;
  }

  /** The same without the field, but with the objects around it. */
  JsonNode around(ModelLeaves.Leaf leaf) {
    JsonNode copy = with(leaf);
    remove(copy, leaf.path());
    return copy;
  }

  T whole(JsonNode object) {
    return WHOLE.convertValue(object, watch.kind().type());
  }

  /** The object as a cache keeps it. */
  T kept(T object) {
    return watch.reduction(Interners.create()).apply(object);
  }

  Object inputOf(T object) {
    return input.apply(object);
  }

  /**
   * The segments of a path; a key in brackets is a segment, and one with {@code *} is completed. A
   * {@code ?} at the end belongs to none.
   */
  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int bracket = path.indexOf('[');
    String fields = bracket < 0 ? path : path.substring(0, bracket);
    segments.addAll(List.of(fields.replace("?", "").split("\\.", -1)));
    if (bracket >= 0) {
      segments.add(path.substring(bracket + 1, path.length() - 1).replace("*", "x"));
    }
    return segments;
  }

  /** Sets a field, in each element of the lists on the way. */
  private static void set(JsonNode in, List<String> segments, JsonNode value) {
    if (in.isArray()) {
      in.forEach(element -> set(element, segments, value));
      return;
    }
    ObjectNode object = (ObjectNode) in;
    String name = segments.getFirst().replace("[]", "");
    if (segments.size() == 1) {
      object.set(name, value);
      return;
    }
    if (!object.has(name)) {
      object.set(name, Manifests.tree(segments.getFirst().endsWith("[]") ? "[{}]" : "{}"));
    }
    set(object.get(name), segments.subList(1, segments.size()), value);
  }

  private static void remove(JsonNode in, List<String> segments) {
    if (in.isArray()) {
      in.forEach(element -> remove(element, segments));
      return;
    }
    String name = segments.getFirst().replace("[]", "");
    if (segments.size() == 1) {
      ((ObjectNode) in).remove(name);
    } else {
      remove(in.get(name), segments.subList(1, segments.size()));
    }
  }
}
