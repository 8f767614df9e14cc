package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

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

  /** Whether the object is one of them. */
  default boolean includes(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    return switch (this) {
      case All _ -> true;
      case InNamespace(String name) -> name.equals(metadata.getNamespace());
      case Named(String name) -> name.equals(metadata.getName());
      case Labeled(String key, String value) ->
          metadata.getLabels() != null && value.equals(metadata.getLabels().get(key));
    };
  }
}
