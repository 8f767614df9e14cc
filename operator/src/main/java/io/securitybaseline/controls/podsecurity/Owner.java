package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.securitybaseline.facts.watch.Digest;
import io.securitybaseline.facts.watch.Footprint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A workload that pods belong to. */
record Owner(String kind, String name) implements Comparable<Owner> {

  private static final String NAME = "owner";
  private static final long OBJECT = 32;

  /** The controller of an object; absent if it has none. */
  static <T extends HasMetadata> Digest<T, Owner> digest() {
    return new Digest<>(
        NAME,
        Owner.class,
        List.of(
            "metadata.ownerReferences.controller",
            "metadata.ownerReferences.kind",
            "metadata.ownerReferences.name"),
        Owner::of,
        owner -> OBJECT + Footprint.of(owner.name));
  }

  static @Nullable Owner of(HasMetadata object) {
    List<OwnerReference> references = object.getMetadata().getOwnerReferences();
    if (references == null) {
      return null;
    }
    for (OwnerReference reference : references) {
      if (Boolean.TRUE.equals(reference.getController())) {
        return new Owner(
            Objects.requireNonNullElse(reference.getKind(), ""),
            Objects.requireNonNullElse(reference.getName(), ""));
      }
    }
    return null;
  }

  @Override
  public int compareTo(Owner other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
