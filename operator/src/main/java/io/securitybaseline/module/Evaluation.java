package io.securitybaseline.module;

import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Verdict;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One subject as one control evaluates it.
 *
 * @param applicability whether mode, exclusion, exemption and rollout let the control audit or
 *     enforce the subject
 * @param traits what the engine has to know to carry the changes out
 * @param detail what only the report of the same control reads
 */
public record Evaluation(
    Subject subject,
    Applicability applicability,
    Verdict verdict,
    Traits traits,
    @Nullable Detail detail) {

  /** What only the report of the control itself reads, such as the images of a node pool. */
  public interface Detail {}

  /**
   * What the engine has to know of a subject.
   *
   * @param isFirstChange whether the changes would be the first ones in this namespace, which the
   *     rollout's rate limit delays; a repair is never delayed
   * @param confirm whether the changes may be carried out only after the same evaluation of what
   *     the API server returns at this moment, one subject at a time
   * @param intent stands for what the changes lead to: as long as it stays the same, changes repair
   *     drift; zero where nothing of the operator's is to be in place
   * @param counters the control's own counters that this subject counts in, such as {@code
   *     replaced}
   */
  public record Traits(boolean isFirstChange, boolean confirm, int intent, Set<String> counters) {

    /**
     * The counter of a namespace in which pods run or will run. The status names those of them that
     * are not evaluated.
     */
    public static final String WITH_PODS = "withPods";

    /** Of a subject with nothing to know about. */
    public static final Traits NONE = new Traits(false, false, 0, Set.of());

    public Traits {
      counters = Set.copyOf(counters);
    }
  }
}
