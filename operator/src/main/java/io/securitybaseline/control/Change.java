package io.securitybaseline.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;

/**
 * Something to be done to the cluster, as a value. Updates and deletions carry the identity that
 * they were decided on, so that they cannot affect an object that was changed or replaced in the
 * meantime.
 */
public sealed interface Change {

  /** The object concerned: as it should be, or, for a deletion, as it was seen. */
  HasMetadata object();

  /** Why, in words for a log line and an event. */
  String because();

  /** Creates an object that was observed to be absent; fails if it exists by now. */
  record Create(HasMetadata object, String because) implements Change {}

  /** Restores the full intent of an object of the operator, if it is still the observed one. */
  record Update(HasMetadata object, Seen seen, String because) implements Change {}

  /**
   * Makes the spec of an object of the operator exactly what is intended, if it is still the
   * observed one. Unlike an update, it removes what other clients added to the spec, and fields
   * beside it; labels, annotations and finalizers of others stay.
   *
   * @param observed the object as it was seen, with everything that is to be removed
   */
  record Replace(HasMetadata object, HasMetadata observed, String because) implements Change {

    /** Which object is replaced. */
    public Seen seen() {
      return Seen.of(observed);
    }
  }

  /**
   * Deletes an object of the operator, if it is still the observed one.
   *
   * @param lead for how long everything that replaces it must have been observed: where what is
   *     applied takes effect late, the object is deleted that much later
   */
  record Delete(HasMetadata object, Seen seen, String because, Duration lead) implements Change {

    /** Nothing replaces it, or takes effect at once. */
    public Delete(HasMetadata object, Seen seen, String because) {
      this(object, seen, because, Duration.ZERO);
    }
  }

  /**
   * Gives a binding of another owner other subjects, all of them in one write, if it is still the
   * one that was seen. Nothing else of it changes but the operator's own annotations: those that
   * the object carries are set.
   *
   * @param object the binding with the subjects it should have
   * @param seen without it the replacement could revert a concurrent change
   */
  record SwapSubjects(HasMetadata object, Seen seen, String because) implements Change {}

  /** Which object, at which version, a change was decided on. */
  record Seen(String uid, String resourceVersion) {

    public static Seen of(HasMetadata object) {
      return new Seen(object.getMetadata().getUid(), object.getMetadata().getResourceVersion());
    }
  }
}
