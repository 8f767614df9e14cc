package io.securitybaseline.facts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is read of one kind. What a cache keeps, what is read from the wire, which updates start an
 * evaluation, how a list is paged, and which control depends on a broken watch follow from it.
 *
 * @param fields what is read beside the identity: name, namespace and version are always kept
 * @param digests values that replace fields in the cache
 * @param page how many objects a list returns at a time; 0 for kinds with few objects
 * @param concern what is evaluated after an update
 * @param isBudgeted whether the objects count towards the memory of their namespace
 */
public record Watch<T extends HasMetadata>(
    Kind<T> kind,
    Selection selection,
    Availability availability,
    Concern concern,
    List<Field<T>> fields,
    Form<T> form,
    List<Digest<T, ?>> digests,
    long page,
    boolean isBudgeted) {

  /** What is evaluated after an update of a watched object. */
  public enum Concern {
    /** The object itself; it has a reconciler. */
    OBJECT,
    /** The namespace of the object. */
    NAMESPACE,
    /** The cluster as a whole. */
    CLUSTER
  }

  public Watch {
    fields = List.copyOf(fields);
    digests = List.copyOf(digests);
  }

  /** All objects of a kind. */
  public static <T extends HasMetadata> Watch<T> of(
      Class<T> type, Concern concern, List<Field<T>> fields, Form<T> form) {
    return new Watch<>(
        Kind.of(type),
        new Selection.All(),
        new Availability.Always(),
        concern,
        fields,
        form,
        List.of(),
        0,
        false);
  }

  /** One object of a kind, with everything in it. */
  public static <T extends HasMetadata> Watch<T> whole(
      Kind<T> kind, String name, Availability availability) {
    return new Watch<>(
        kind,
        new Selection.Named(name),
        availability,
        Concern.CLUSTER,
        List.of(Field.whole()),
        Form.asRead(),
        List.of(),
        0,
        false);
  }

  /** The same, listed in pages. */
  public Watch<T> paged(long objects) {
    return new Watch<>(
        kind, selection, availability, concern, fields, form, digests, objects, isBudgeted);
  }

  /** The same for a part of the objects. */
  public Watch<T> selecting(Selection some) {
    return new Watch<>(kind, some, availability, concern, fields, form, digests, page, isBudgeted);
  }

  /** The same, read only while it is available so. */
  public Watch<T> available(Availability some) {
    return new Watch<>(kind, selection, some, concern, fields, form, digests, page, isBudgeted);
  }

  /** The same for objects of which tenants create as many as they like, as large as they like. */
  public Watch<T> budgeted() {
    return new Watch<>(kind, selection, availability, concern, fields, form, digests, page, true);
  }

  /** The same, where a value is computed of each object on its way into the cache. */
  public Watch<T> with(Digest<T, ?> digest) {
    return new Watch<>(
        kind,
        selection,
        availability,
        concern,
        Stream.concat(fields.stream(), Stream.of(digest.field())).toList(),
        form,
        Stream.concat(digests.stream(), Stream.of(digest)).toList(),
        page,
        isBudgeted);
  }

  /** A name that no other watch has. */
  public String name() {
    return switch (selection) {
      case Selection.All _ -> kind.qualifiedName();
      case Selection.Named(String name) -> kind.qualifiedName() + " " + name;
      case Selection.InNamespace(String name) -> kind.qualifiedName() + " in " + name;
      case Selection.Labeled(String key, String value) ->
          "%s %s=%s".formatted(kind.qualifiedName(), key, value);
      case Selection.InState state -> kind.qualifiedName() + " " + state.selector();
    };
  }

  /** Whether the watch is of these objects. */
  public boolean isOf(Class<?> type) {
    return kind.type() == type;
  }

  /**
   * Whether an update starts an evaluation: of a marker nothing is kept that could be compared.
   *
   * @param before as it was kept
   */
  public boolean triggers(T now, T before) {
    if (Marker.isOn(now) || Marker.isOn(before)) {
      return true;
    }
    for (int i = 0; i < fields.size(); i++) {
      Field<T> field = fields.get(i);
      if (field.triggers() && field.differs(now, before)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Creates an empty cache.
   *
   * @param budget of namespaces, for kinds that have a part in it
   */
  public PruningItemStore<T> store(Interners interners, NamespaceBudget budget) {
    return new PruningItemStore<>(
        reduction(interners),
        (now, before) -> form.stays().test(now, before) && !triggers(now, before),
        isBudgeted ? budget : null);
  }

  /** Creates the kept object of a whole one. */
  public UnaryOperator<T> reduction(Interners interners) {
    UnaryOperator<T> reduced = form.reduction().apply(interners);
    return digests.isEmpty() ? reduced : Digested.of(reduced, digests, interners);
  }

  /** The paths of all fields. */
  public Stream<String> paths() {
    return fields.stream().flatMap(field -> field.paths().stream());
  }

  /**
   * Both declarations in one: the objects are kept in one form, with the fields of both.
   *
   * @throws IllegalArgumentException if they are not of the same objects, or differ in the form
   */
  public Watch<T> and(Watch<?> other) {
    if (!name().equals(other.name()) || !form.equals(other.form) || concern != other.concern) {
      throw new IllegalArgumentException(
          "the declarations of " + name() + " and " + other.name() + " do not fit together");
    }
    @SuppressWarnings("unchecked") // of the same kind
    Watch<T> same = (Watch<T>) other;
    return new Watch<>(
        kind,
        selection,
        availability,
        concern,
        Stream.concat(fields.stream(), same.fields.stream()).distinct().toList(),
        form,
        Stream.concat(digests.stream(), same.digests.stream()).distinct().toList(),
        Math.max(page, same.page),
        isBudgeted || same.isBudgeted);
  }
}
