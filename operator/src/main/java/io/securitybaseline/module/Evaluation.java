package io.securitybaseline.module;

import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subject as one control evaluates it.
 *
 * @param applicability whether mode, exclusion, exemption and rollout let the control audit or
 *     enforce the subject
 * @param traits what the engine needs to carry the changes out
 * @param detail what only the report of the same control reads
 * @param atSource present if something is to be changed where the subject comes from
 * @param until when the verdict changes although nothing else does; the engine evaluates again then
 * @param fault the exception of the control that left the subject without a verdict; the engine
 *     logs it
 * @param questions what the evaluation needs of the directory: it is made again when an answer is
 *     new
 */
public record Evaluation(
    Subject subject,
    Applicability applicability,
    Verdict verdict,
    Traits traits,
    @Nullable Detail detail,
    @Nullable AtSource atSource,
    @Nullable Instant until,
    @Nullable RuntimeException fault,
    DirectoryQuestions questions) {

  /** Of a subject that the control evaluated. */
  public Evaluation(
      Subject subject,
      Applicability applicability,
      Verdict verdict,
      Traits traits,
      @Nullable Detail detail) {
    this(
        subject, applicability, verdict, traits, detail, null, null, null, DirectoryQuestions.NONE);
  }

  /** Of a subject that needs nothing but a verdict. A fault leaves it without one. */
  public static Evaluation of(
      Subject subject, Applicability applicability, Supplier<Verdict> verdict) {
    try {
      return new Evaluation(subject, applicability, verdict.get(), Traits.NONE, null);
    } catch (RuntimeException e) {
      return failed(subject, applicability, null, e);
    }
  }

  /** Of a subject without a verdict. It affects the verdict on this subject only. */
  public static Evaluation failed(
      Subject subject,
      Applicability applicability,
      @Nullable Detail detail,
      RuntimeException fault) {
    Verdict verdict = new Verdict(List.of(Finding.controlFailed()), List.of(), List.of());
    return new Evaluation(
        subject,
        applicability,
        verdict,
        Traits.NONE,
        detail,
        null,
        null,
        fault,
        DirectoryQuestions.NONE);
  }

  /** What becomes of the verdict. */
  public Decision decision() {
    return Decision.of(applicability, verdict);
  }

  /** The same with what is to be changed where the subject comes from. */
  public Evaluation with(AtSource change) {
    return new Evaluation(
        subject, applicability, verdict, traits, detail, change, until, fault, questions);
  }

  /** The same, to be evaluated again at this time. */
  public Evaluation validUntil(Optional<Instant> time) {
    return new Evaluation(
        subject,
        applicability,
        verdict,
        traits,
        detail,
        atSource,
        time.orElse(null),
        fault,
        questions);
  }

  /** The same with what it needs of the directory. */
  public Evaluation asking(DirectoryQuestions needed) {
    return new Evaluation(
        subject, applicability, verdict, traits, detail, atSource, until, fault, needed);
  }

  /**
   * What another client has to change at the source of a subject, such as a chart or a repository.
   *
   * @param reason of the finding that asks for it
   * @param change what Enforce would write if the object had no other source; null where the spec
   *     does not lead to a change
   */
  public record AtSource(String reason, @Nullable Change change) {}

  /** What only the report of the control itself reads, such as the images of a node pool. */
  public interface Detail {}

  /**
   * What the engine needs to carry out the changes of a subject.
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

    /** Of a subject without traits. */
    public static final Traits NONE = new Traits(false, false, 0, Set.of());

    public Traits {
      counters = Set.copyOf(counters);
    }
  }
}
