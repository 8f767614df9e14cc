package io.securitybaseline.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How we know our own objects again. The label is for selectors and people; the uid of the
 * SecurityBaseline tells which one made an object, so that its deletion removes exactly its own.
 */
public final class Ownership {

  /** The field manager of every write, and the value of the managed-by label. */
  public static final String MANAGER = "security-baseline-operator";

  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String OWNER_UID = "securitybaseline.io/owner-uid";

  /** {@code "true"} on somebody else's object with our name allows us to take it over. */
  public static final String ADOPT = "securitybaseline.io/adopt";

  private Ownership() {}

  /** The labels of an object that the baseline with this uid makes. */
  public static Map<String, String> labels(String baselineUid) {
    return Collections.unmodifiableSortedMap(
        new TreeMap<>(Map.of(MANAGED_BY, MANAGER, OWNER_UID, baselineUid)));
  }

  /** Whether one of our baselines, present or past, made the object. */
  public static boolean isOurs(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null
        && MANAGER.equals(labels.get(MANAGED_BY))
        && labels.containsKey(OWNER_UID);
  }

  /** Whether exactly this baseline made the object. */
  public static boolean isOwnedBy(HasMetadata object, String baselineUid) {
    return isOurs(object)
        && Objects.equals(object.getMetadata().getLabels().get(OWNER_UID), baselineUid);
  }

  /** Whether the object has all these labels, whatever others it has. */
  public static boolean hasLabels(HasMetadata object, Map<String, String> labels) {
    Map<String, String> actual = object.getMetadata().getLabels();
    return actual != null && actual.entrySet().containsAll(labels.entrySet());
  }

  /** Whether its owner lets us take the object over. */
  public static boolean mayAdopt(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(ADOPT));
  }
}
