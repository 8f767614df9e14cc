package io.securitybaseline.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How the operator identifies its objects. An object has three ownership markers and is identified
 * by any two of them, so that one removed marker does not change the owner, and the managed-by
 * label on another object does not make it the operator's. The uid of the SecurityBaseline
 * identifies the baseline that created an object, so that its deletion removes exactly its own
 * objects.
 */
public final class Ownership {

  /** The field manager of every write, and the value of the managed-by label. */
  public static final String MANAGER = "security-baseline-operator";

  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String OWNER_UID = "securitybaseline.io/owner-uid";

  /** The annotation that names the control that an object belongs to; part of its manifest. */
  public static final String CONTROL = "securitybaseline.io/control";

  /**
   * {@code "true"} on an object of another owner with the operator's name allows the operator to
   * adopt it.
   */
  public static final String ADOPT = "securitybaseline.io/adopt";

  /** The annotation of a binding that records the users whom a group replaced there. */
  public static final String REPLACED_SUBJECTS = "securitybaseline.io/replaced-subjects";

  /** When subjects were last replaced after their membership was verified, as RFC 3339. */
  public static final String REPLACED_AT = "securitybaseline.io/replaced-at";

  private Ownership() {}

  /** The labels of an object that the baseline with this uid makes. */
  public static Map<String, String> labels(String baselineUid) {
    return Collections.unmodifiableSortedMap(
        new TreeMap<>(Map.of(MANAGED_BY, MANAGER, OWNER_UID, baselineUid)));
  }

  /** Whether a baseline, present or past, created the object. */
  public static boolean isOurs(HasMetadata object) {
    Map<String, String> labels = labels(object);
    int marks = MANAGER.equals(labels.get(MANAGED_BY)) ? 1 : 0;
    marks += labels.containsKey(OWNER_UID) ? 1 : 0;
    marks += annotations(object).containsKey(CONTROL) ? 1 : 0;
    return marks >= 2;
  }

  /** Whether exactly this baseline made the object. */
  public static boolean isOwnedBy(HasMetadata object, String baselineUid) {
    return isOurs(object) && baselineUid.equals(labels(object).get(OWNER_UID));
  }

  /** Whether the object has all these labels, whatever others it has. */
  public static boolean hasLabels(HasMetadata object, Map<String, String> labels) {
    return labels(object).entrySet().containsAll(labels.entrySet());
  }

  /**
   * Whether the object has all the operator's marks as the other has them, whatever else it has.
   */
  public static boolean hasMarksOf(HasMetadata other, HasMetadata object) {
    return hasLabels(object, labels(other))
        && Objects.equals(annotations(object).get(CONTROL), annotations(other).get(CONTROL));
  }

  /** Whether its owner handed the object over. */
  public static boolean mayAdopt(HasMetadata object) {
    return "true".equals(annotations(object).get(ADOPT));
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }

  private static Map<String, String> annotations(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
  }
}
