package io.securitybaseline.control;

import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.kubernetes.Glob;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the baseline wants done about one control in one namespace, decided from everything that is
 * not the control's business: the mode, the namespace's name, exemptions and the rollout.
 */
public sealed interface Applicability {

  /** Fix what the control finds. */
  record Enforced(Optional<Exemption> expired) implements Applicability {}

  /** Report what Enforce would do, and delete what an earlier Enforce created. */
  record Audited(Optional<Exemption> expired) implements Applicability {}

  /**
   * Enforce has not reached it.
   *
   * @param why a clause for the finding that reports it
   */
  record OutsideRollout(Optional<Exemption> expired, String why) implements Applicability {

    /** A namespace that the rollout's selector does not match. */
    public OutsideRollout(Optional<Exemption> expired) {
      this(
          expired,
          "spec.rollout.selector does not match this namespace's labels, so it is only audited");
    }
  }

  /**
   * The rollout's selector matches no namespace at all, which is a mistake and not a wish: what is
   * in place stays, and nothing new is created.
   */
  record Retained(Optional<Exemption> expired) implements Applicability {}

  /**
   * An exemption in force covers it.
   *
   * @param subject what the exemption covers, such as {@code namespace}
   */
  record Exempt(Exemption exemption, String subject) implements Applicability {

    /** A namespace that an exemption covers. */
    public Exempt(Exemption exemption) {
      this(exemption, "namespace");
    }
  }

  /** What it depends on could not be read, so it is reported and not changed. */
  record Undetermined() implements Applicability {}

  /** A system namespace, one that the spec excludes, or a control that is off: not evaluated. */
  record NotConcerned() implements Applicability {}

  /**
   * Decides for one control and namespace.
   *
   * @param control its name in exemptions; null where nothing can be exempted
   * @param mode the control's mode, its own or that of the spec
   * @param today the day, UTC, on which exemptions are evaluated
   */
  static Applicability of(
      SecurityBaselineSpec spec,
      @Nullable ExemptedControl control,
      Mode mode,
      Namespaced namespace,
      LocalDate today) {
    if (mode == Mode.OFF
        || namespace.system()
        || Glob.anyMatches(spec.namespaces().exclude(), namespace.name())) {
      return new NotConcerned();
    }
    Optional<Exemption> inForce =
        exemption(spec, control, namespace, exemption -> exemption.inForceOn(today));
    if (inForce.isPresent()) {
      return new Exempt(inForce.get());
    }
    Optional<Exemption> expired = exemption(spec, control, namespace, exemption -> true);
    return switch (mode) {
      case OFF -> new NotConcerned();
      case AUDIT -> new Audited(expired);
      case ENFORCE ->
          RolloutSelector.of(spec).matches(namespace.labels())
              ? new Enforced(expired)
              : new OutsideRollout(expired);
    };
  }

  /**
   * The same, given whether the rollout's selector matches any namespace: one that it leaves out is
   * {@link OutsideRollout} only if there is another that it reaches.
   */
  default Applicability retainedIf(boolean rolloutMatchesNothing) {
    return rolloutMatchesNothing
            && this instanceof OutsideRollout(Optional<Exemption> expired, String _)
        ? new Retained(expired)
        : this;
  }

  /** Decides for what belongs to the cluster and not to a namespace. */
  static Applicability ofCluster(Mode mode) {
    return switch (mode) {
      case OFF -> new NotConcerned();
      case AUDIT -> new Audited(Optional.empty());
      case ENFORCE -> new Enforced(Optional.empty());
    };
  }

  /** The same for a subject that needs no exemption. */
  default Applicability withoutExemption() {
    return switch (this) {
      case Enforced _ -> new Enforced(Optional.empty());
      case Audited _, Exempt _ -> new Audited(Optional.empty());
      case OutsideRollout(Optional<Exemption> _, String why) ->
          new OutsideRollout(Optional.empty(), why);
      case Retained _ -> new Retained(Optional.empty());
      case NotConcerned _, Undetermined _ -> this;
    };
  }

  /**
   * The namespaces that the control must leave alone by their full names, whether they exist or
   * not: one that is made a moment from now is to be left alone from its first moment. Those that
   * need evidence are not among them.
   */
  static NavigableSet<String> untouchedByName(
      SecurityBaselineSpec spec, ExemptedControl control, LocalDate today) {
    Stream<String> exempt =
        spec.exemptions().stream()
            .filter(exemption -> exemption.control() == control && exemption.inForceOn(today))
            .flatMap(exemption -> exemption.namespaces().stream());
    NavigableSet<String> names = new TreeSet<>(SystemNamespaces.NAMES);
    Stream.concat(spec.namespaces().exclude().stream(), exempt)
        .filter(name -> new Glob(name).isLiteral())
        .forEach(names::add);
    return names;
  }

  private static Optional<Exemption> exemption(
      SecurityBaselineSpec spec,
      @Nullable ExemptedControl control,
      Namespaced namespace,
      Predicate<Exemption> condition) {
    if (control == null) {
      return Optional.empty();
    }
    for (Exemption exemption : spec.exemptions()) {
      if (exemption.control() == control
          // Those of single objects are the control's own business.
          && exemption.coversNamespaces()
          && Glob.anyMatches(exemption.namespaces(), namespace.name())
          && condition.test(exemption)) {
        return Optional.of(exemption);
      }
    }
    return Optional.empty();
  }
}
