package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What GroupBindings has to know before it acts: which of the mapped roles there are and the
 * operator may bind, who the operator is, and whether Azure reports that groups work. What was
 * granted is believed for an hour, or until a swap is refused; what is missing is asked for again
 * soon at first, and then less often. Nothing at all is asked as long as no group is mapped.
 */
final class AccessReviewCache {

  private static final Logger log = LoggerFactory.getLogger(AccessReviewCache.class);

  private static final Duration GRANTED_FOR = Duration.ofHours(1);

  /** Whoever has just granted a missing right should not wait long. */
  private static final Duration REFUSED_FOR = Duration.ofSeconds(20);

  private static final Duration LONGEST_REFUSED_FOR = Duration.ofMinutes(5);

  private final AccessReviews reviews;
  private final Supplier<Entra> entra;
  private final Clock steady;
  private @Nullable String self;
  private @Nullable Known known;

  /** Whether the API server has contradicted what is known. */
  private volatile boolean doubted;

  /**
   * @param entra what Azure reports at the moment
   * @param steady a clock that cannot be set
   */
  AccessReviewCache(AccessReviews reviews, Supplier<Entra> entra, Clock steady) {
    this.reviews = reviews;
    this.entra = entra;
    this.steady = steady;
  }

  /**
   * What is known, asked for where it has to be.
   *
   * @param requestedAt by another value of which a person asks for a pass over everything
   */
  synchronized AccessSnapshot snapshot(Baseline baseline, String requestedAt) {
    Set<RoleName> mapped = mapped(baseline);
    if (mapped.isEmpty()) {
      known = null;
      return new AccessSnapshot(entra.get(), false, Set.of(), Set.of(), "");
    }
    Known now = known(mapped, requestedAt);
    known = now;
    return now.reported()
        ? new AccessSnapshot(
            entra.get(), true, now.bindable(), now.missing(), Objects.requireNonNull(self))
        : new AccessSnapshot(entra.get(), false, Set.of(), Set.of(), "");
  }

  /** How long what is known is believed; nothing if nothing had to be asked. */
  synchronized Optional<Duration> untilNextQuestion() {
    return Optional.ofNullable(known)
        .map(it -> Duration.between(steady.instant(), it.until()))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** Hears of every change that was tried: a refused swap means that a right is gone. */
  void tried(Change change, Outcome outcome) {
    if (change instanceof Change.SwapSubjects && outcome instanceof Outcome.Forbidden) {
      doubted = true;
    }
  }

  private static Set<RoleName> mapped(Baseline baseline) {
    if (baseline.spec().effectiveMode(baseline.spec().groupBindings().mode()) == Mode.OFF) {
      return Set.of();
    }
    return baseline.spec().groupBindings().groups().stream()
        .map(GroupMapping::roles)
        .flatMap(Collection::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Known known(Set<RoleName> roles, String requestedAt) {
    Known before = known;
    Instant now = steady.instant();
    boolean same =
        before != null && before.asked().equals(roles) && before.requestedAt().equals(requestedAt);
    if (before != null && same && !doubted && now.isBefore(before.until())) {
      return before;
    }
    doubted = false;
    int refusals = before != null && same ? before.refusals() : 0;
    try {
      return asked(roles, requestedAt, refusals, now);
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("could not read which roles the operator may bind");
      // What was told before still holds as far as anybody knows; else nothing is done meanwhile.
      return before != null && before.asked().equals(roles)
          ? before.still(requestedAt, now.plus(REFUSED_FOR))
          : new Known(
              roles, requestedAt, false, Set.of(), Set.of(), now.plus(REFUSED_FOR), refusals);
    }
  }

  private Known asked(Set<RoleName> roles, String requestedAt, int refusals, Instant now) {
    if (self == null) {
      self = reviews.self();
    }
    Set<RoleName> bindable =
        roles.stream()
            .filter(role -> reviews.mayBind(role.kind(), role.name()))
            .collect(Collectors.toUnmodifiableSet());
    Set<RoleName> missing =
        roles.stream().filter(this::isMissing).collect(Collectors.toUnmodifiableSet());
    boolean all = bindable.size() == roles.size() && missing.isEmpty();
    return new Known(
        roles,
        requestedAt,
        true,
        bindable,
        missing,
        now.plus(all ? GRANTED_FOR : refusedFor(refusals)),
        all ? 0 : refusals + 1);
  }

  private static Duration refusedFor(int refusals) {
    Duration doubled = REFUSED_FOR.multipliedBy(1L << Math.min(refusals, 4));
    return doubled.compareTo(LONGEST_REFUSED_FOR) < 0 ? doubled : LONGEST_REFUSED_FOR;
  }

  private boolean isMissing(RoleName role) {
    return role.kind().equals("ClusterRole") && reviews.isMissing(role.name());
  }

  /**
   * @param reported whether the API server has answered at all
   * @param refusals how many times in a row something was missing
   */
  private record Known(
      Set<RoleName> asked,
      String requestedAt,
      boolean reported,
      Set<RoleName> bindable,
      Set<RoleName> missing,
      Instant until,
      int refusals) {

    Known still(String request, Instant longer) {
      return new Known(asked, request, reported, bindable, missing, longer, refusals);
    }
  }
}
