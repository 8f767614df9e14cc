package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;

/**
 * A part of the cluster that is reconciled by itself, with the object that it is: a namespace, or a
 * cluster-scoped object of a kind of which there may be many.
 */
public record ScopedObject(Scope scope, HasMetadata object) {

  /** Finds the scope of the object. */
  public static ScopedObject of(HasMetadata object) {
    String name = object.getMetadata().getName();
    Scope scope =
        object instanceof Namespace
            ? new Scope.InNamespace(name)
            : new Scope.OneObject(kind(object), name);
    return new ScopedObject(scope, object);
  }

  String uid() {
    return object.getMetadata().getUid();
  }

  String name() {
    return object.getMetadata().getName();
  }

  /** The object as a subject: of a finding that concerns everything in the scope. */
  Subject subject() {
    return new Subject(kind(object), "", name(), uid());
  }

  /** Whether the subject is the object itself and not something in it. */
  boolean is(Subject subject) {
    return subject.kind().equals(kind(object)) && subject.name().equals(name());
  }

  private static String kind(HasMetadata object) {
    return HasMetadata.getKind(object.getClass());
  }
}
