package io.securitybaseline.module;

import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One subject as one control evaluates it.
 *
 * @param applicability whether mode, exclusion, exemption and rollout let the control audit or
 *     enforce the subject
 * @param traits what the engine has to know to carry the changes out
 * @param detail what only the report of the same control reads
 * @param fault the fault of the control itself that left the subject without a verdict; the engine
 *     logs it
 */
public record Evaluation(
    Subject subject,
    Applicability applicability,
    Verdict verdict,
    Traits traits,
    @Nullable Detail detail,
    @Nullable RuntimeException fault) {

  /** Of a subject that the control evaluated. */
  public Evaluation(
      Subject subject,
      Applicability applicability,
      Verdict verdict,
      Traits traits,
      @Nullable Detail detail) {
    this(subject, applicability, verdict, traits, detail, null);
  }

  /** Of a subject without a verdict. A fault costs no more than the verdict on the one subject. */
  public static Evaluation failed(
      Subject subject,
      Applicability applicability,
      @Nullable Detail detail,
      RuntimeException fault) {
    Verdict verdict = new Verdict(List.of(Finding.controlFailed()), List.of(), List.of());
    return new Evaluation(subject, applicability, verdict, Traits.NONE, detail, fault);
  }

  /** What becomes of the verdict. */
  public Decision decision() {
    return Decision.of(applicability, verdict);
  }

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

    /** Of a subject with nothing to know about. */
    public static final Traits NONE = new Traits(false, false, 0, Set.of());

    public Traits {
      counters = Set.copyOf(counters);
    }
  }
}
