package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permissions that controls need before they bind roles: which of the roles exist and may be
 * bound by the operator, the name of the operator, and whether Azure reports that groups work. A
 * granted permission is cached for an hour, or until a swap is rejected; a missing one is checked
 * again soon at first, and then less often. No request is sent as long as no group is mapped.
 */
final class AccessReviewCache {

  private static final Logger log = LoggerFactory.getLogger(AccessReviewCache.class);

  private static final Duration GRANTED_FOR = Duration.ofHours(1);

  /** A missing permission that was just granted takes effect soon. */
  private static final Duration MISSING_FOR = Duration.ofSeconds(20);

  private static final Duration LONGEST_MISSING_FOR = Duration.ofMinutes(5);

  private final AccessReviews reviews;
  private final Function<SecurityBaselineSpec, Set<RoleName>> roles;
  private final Supplier<Entra> entra;
  private final Clock steady;
  private @Nullable String self;
  private @Nullable Known known;

  /** Whether the API server has contradicted the cached answers. */
  private volatile boolean isContradicted;

  /**
   * @param roles those that the controls bind
   * @param entra what Azure reports at the moment
   * @param steady a clock that cannot be set
   */
  AccessReviewCache(
      AccessReviews reviews,
      Function<SecurityBaselineSpec, Set<RoleName>> roles,
      Supplier<Entra> entra,
      Clock steady) {
    this.reviews = reviews;
    this.roles = roles;
    this.entra = entra;
    this.steady = steady;
  }

  /**
   * Asks the API server where the answers are missing or too old.
   *
   * @param requestedAt another value of it asks for a pass over everything
   */
  synchronized void refresh(SecurityBaselineSpec spec, String requestedAt) {
    Set<RoleName> mapped = roles.apply(spec);
    known = mapped.isEmpty() ? null : known(mapped, requestedAt);
  }

  /** What the API server answered. */
  synchronized AccessSnapshot snapshot() {
    Known now = known;
    return now != null && now.reported()
        ? new AccessSnapshot(
            entra.get(), true, now.bindable(), now.missing(), Objects.requireNonNull(self))
        : new AccessSnapshot(entra.get(), false, Set.of(), Set.of(), "");
  }

  /** How long the cached answers are valid; empty if none were needed. */
  synchronized Optional<Duration> untilNextQuestion() {
    return Optional.ofNullable(known)
        .map(it -> Duration.between(steady.instant(), it.until()))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** Receives the outcome of every change: a rejected swap means that a permission is gone. */
  void tried(Change change, Outcome outcome) {
    if (change instanceof Change.SwapSubjects && outcome instanceof Outcome.Forbidden) {
      isContradicted = true;
    }
  }

  private Known known(Set<RoleName> roles, String requestedAt) {
    Known before = known;
    Instant now = steady.instant();
    boolean same =
        before != null && before.asked().equals(roles) && before.requestedAt().equals(requestedAt);
    if (before != null && same && !isContradicted && now.isBefore(before.until())) {
      return before;
    }
    isContradicted = false;
    int misses = before != null && same ? before.misses() : 0;
    try {
      return asked(roles, requestedAt, misses, now);
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("could not read which roles the operator may bind");
      // The earlier answers stay valid; without any, nothing is done meanwhile.
      return before != null && before.asked().equals(roles)
          ? before.still(requestedAt, now.plus(MISSING_FOR))
          : new Known(roles, requestedAt, false, Set.of(), Set.of(), now.plus(MISSING_FOR), misses);
    }
  }

  private Known asked(Set<RoleName> roles, String requestedAt, int misses, Instant now) {
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
        now.plus(all ? GRANTED_FOR : missingFor(misses)),
        all ? 0 : misses + 1);
  }

  private static Duration missingFor(int misses) {
    Duration doubled = MISSING_FOR.multipliedBy(1L << Math.min(misses, 4));
    return doubled.compareTo(LONGEST_MISSING_FOR) < 0 ? doubled : LONGEST_MISSING_FOR;
  }

  private boolean isMissing(RoleName role) {
    return role.kind().equals("ClusterRole") && reviews.isMissing(role.name());
  }

  /**
   * @param reported whether the API server has answered at all
   * @param misses how many times in a row something was missing
   */
  private record Known(
      Set<RoleName> asked,
      String requestedAt,
      boolean reported,
      Set<RoleName> bindable,
      Set<RoleName> missing,
      Instant until,
      int misses) {

    Known still(String request, Instant longer) {
      return new Known(asked, request, reported, bindable, missing, longer, misses);
    }
  }
}
