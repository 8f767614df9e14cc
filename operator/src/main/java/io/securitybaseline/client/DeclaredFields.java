package io.securitybaseline.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.securitybaseline.facts.watch.Watch;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which fields of the client's models are read from JSON, as it follows from the declarations.
 * There is one answer for each model: what is read of the pod of a template is also read of a pod.
 */
final class DeclaredFields {

  /** The package of the client's models. */
  static final String MODELS = "io.fabric8.kubernetes.api.model";

  /**
   * Ends a path of which only the presence of objects is read, as the paths of watches describe it.
   */
  private static final String PRESENCE = "?";

  /**
   * What is read of the metadata of every kind: what identifies an object and its version, and what
   * is read of a SecurityBaseline.
   */
  private static final Set<String> METADATA =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "generation",
          "deletionTimestamp",
          "labels",
          "annotations",
          "finalizers",
          "ownerReferences");

  private final Map<Class<?>, Set<String>> read = new HashMap<>();
  private final Set<Class<?>> whole = new HashSet<>();
  private final Set<Class<?>> present = new HashSet<>();

  private DeclaredFields() {
    read.put(ObjectMeta.class, new HashSet<>(METADATA));
  }

  /**
   * Derives the fields.
   *
   * @throws IllegalArgumentException if a model does not have a declared field
   */
  static Read of(Collection<? extends Watch<?>> watches) {
    DeclaredFields declared = new DeclaredFields();
    watches.stream()
        .filter(watch -> !watch.kind().isGeneric())
        .forEach(watch -> watch.paths().forEach(path -> declared.add(watch.kind().type(), path)));
    declared.whole.forEach(declared.read::remove);
    declared.present.removeAll(declared.whole);
    declared.present.removeAll(declared.read.keySet());
    return new Read(declared.read, declared.present);
  }

  /**
   * What is read.
   *
   * @param fields the names of the fields that are read, by model; a model that is missing is read
   *     whole
   * @param present models of which only their presence is read
   */
  record Read(Map<Class<?>, Set<String>> fields, Set<Class<?>> present) {

    Read {
      fields = Map.copyOf(fields);
      present = Set.copyOf(present);
    }
  }

  private void add(Class<? extends HasMetadata> kind, String path) {
    if (path.isEmpty()) {
      properties(kind)
          .filter(field -> field.getType() != ObjectMeta.class)
          .forEach(field -> readWhole(field.getGenericType()));
      whole.add(kind);
      return;
    }
    boolean isPresenceOnly = path.endsWith(PRESENCE);
    String fields = isPresenceOnly ? path.substring(0, path.length() - PRESENCE.length()) : path;
    read.computeIfAbsent(kind, _ -> new HashSet<>())
        .addAll(Set.of("apiVersion", "kind", "metadata"));
    Class<?> model = kind;
    Field field = null;
    // A key in brackets can have dots.
    for (String name : fields.replaceAll("\\[[^]]*]", "").split("\\.", -1)) {
      field = field(model, name);
      read.computeIfAbsent(model, _ -> new HashSet<>()).add(name);
      model = model(field.getGenericType()).orElse(String.class);
    }
    if (isPresenceOnly) {
      whole.add(model);
      properties(model).forEach(each -> readPresence(each.getGenericType()));
    } else if (field != null) {
      readWhole(field.getGenericType());
    }
  }

  /** Marks a model, and all that it consists of, as one that is read whole. */
  private void readWhole(Type type) {
    model(type)
        .filter(model -> model.getName().startsWith(MODELS) && whole.add(model))
        .ifPresent(model -> properties(model).forEach(field -> readWhole(field.getGenericType())));
  }

  private void readPresence(Type type) {
    model(type).filter(model -> model.getName().startsWith(MODELS)).ifPresent(present::add);
  }

  private static Field field(Class<?> model, String name) {
    return properties(model)
        .filter(field -> name.equals(name(field)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(model.getSimpleName() + " has no field " + name));
  }

  private static Stream<Field> properties(Class<?> model) {
    return Arrays.stream(model.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.isAnnotationPresent(JsonProperty.class));
  }

  private static String name(Field field) {
    return field.getAnnotation(JsonProperty.class).value();
  }

  /** The model of a value, or of the elements of a list; empty for maps of texts. */
  private static Optional<Class<?>> model(Type type) {
    return switch (type) {
      case Class<?> single -> Optional.of(single);
      case ParameterizedType list when list.getActualTypeArguments().length == 1 ->
          model(list.getActualTypeArguments()[0]);
      default -> Optional.empty();
    };
  }
}
