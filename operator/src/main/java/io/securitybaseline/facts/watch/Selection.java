package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which objects of a kind are watched. */
public sealed interface Selection {

  /** All of them. */
  record All() implements Selection {}

  /** Those in a namespace. */
  record InNamespace(String name) implements Selection {}

  /** The cluster-scoped one with the name, or those with the name in all namespaces. */
  record Named(String name) implements Selection {}

  /** Those with the label, in all namespaces. */
  record Labeled(String key, String value) implements Selection {}

  /**
   * Those in a state that the API server selects by fields, of which the ones that matter are found
   * on reading.
   *
   * @param equal the value of each field
   * @param different a value that the field does not have
   * @param matters whether an object is one of them; of a kept object as of the whole one
   */
  record InState(
      Map<String, String> equal, Map<String, String> different, Predicate<HasMetadata> matters)
      implements Selection {

    public InState {
      equal = Map.copyOf(equal);
      different = Map.copyOf(different);
    }

    /** The selector, in the words of the API. */
    public String selector() {
      return Stream.concat(
              equal.entrySet().stream().map(field -> field.getKey() + "=" + field.getValue()),
              different.entrySet().stream().map(field -> field.getKey() + "!=" + field.getValue()))
          .sorted()
          .collect(Collectors.joining(","));
    }
  }

  /** Whether the object is one of them. */
  default boolean includes(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return switch (this) {
      case All _ -> true;
      case InNamespace(String name) -> name.equals(metadata.getNamespace());
      case Named(String name) -> name.equals(metadata.getName());
      case Labeled(String key, String value) ->
          metadata.getLabels() != null && value.equals(metadata.getLabels().get(key));
      case InState state -> state.matters().test(object);
    };
  }
}
