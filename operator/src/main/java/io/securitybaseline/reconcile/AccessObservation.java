package io.securitybaseline.reconcile;

import io.securitybaseline.api.GroupMapping;
import io.securitybaseline.api.Mode;
import io.securitybaseline.api.RoleName;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.observe.AccessSnapshot;
import io.securitybaseline.observe.AccessSnapshot.Entra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What GroupBindings has to know before it acts: which of the mapped roles there are and the
 * operator may bind, who the operator is, and whether Azure says that groups work. Asks the API
 * server no more than a few times an hour, and nothing at all as long as no group is mapped.
 */
final class AccessObservation {

  private static final Logger log = LoggerFactory.getLogger(AccessObservation.class);

  private static final Duration GRANTED_FOR = Duration.ofMinutes(5);

  /** Whoever has just granted a missing right should not wait long. */
  private static final Duration REFUSED_FOR = Duration.ofSeconds(20);

  private final AccessReviews reviews;
  private final Supplier<Entra> entra;
  private final Clock clock;
  private @Nullable String self;
  private @Nullable Known known;

  /**
   * @param entra what Azure says at the moment
   */
  AccessObservation(AccessReviews reviews, Supplier<Entra> entra, Clock clock) {
    this.reviews = reviews;
    this.entra = entra;
    this.clock = clock;
  }

  synchronized AccessSnapshot snapshot(Baseline baseline) {
    Set<RoleName> mapped = mapped(baseline);
    if (mapped.isEmpty()) {
      return new AccessSnapshot(entra.get(), Set.of(), Set.of(), "");
    }
    Known now = known(mapped);
    return new AccessSnapshot(entra.get(), now.bindable(), now.missing(), self());
  }

  private static Set<RoleName> mapped(Baseline baseline) {
    if (baseline.mode(ControlId.GROUP_BINDINGS) == Mode.OFF) {
      return Set.of();
    }
    return baseline.spec().groupBindings().groups().stream()
        .map(GroupMapping::roles)
        .flatMap(Collection::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Known known(Set<RoleName> roles) {
    Known before = known;
    Instant now = clock.instant();
    if (before != null && before.asked().equals(roles) && now.isBefore(before.until())) {
      return before;
    }
    try {
      Set<RoleName> bindable =
          roles.stream()
              .filter(role -> reviews.mayBind(role.kind(), role.name()))
              .collect(Collectors.toUnmodifiableSet());
      Set<RoleName> missing =
          roles.stream().filter(this::isMissing).collect(Collectors.toUnmodifiableSet());
      boolean all = bindable.size() == roles.size() && missing.isEmpty();
      Known told = new Known(roles, bindable, missing, now.plus(all ? GRANTED_FOR : REFUSED_FOR));
      known = told;
      return told;
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("could not ask which roles we may bind");
      // The API server has the last word at each write: nothing is lost by trying.
      return before != null && before.asked().equals(roles)
          ? before
          : new Known(roles, roles, Set.of(), now);
    }
  }

  private boolean isMissing(RoleName role) {
    return role.kind().equals("ClusterRole") && reviews.isMissing(role.name());
  }

  private String self() {
    String name = self;
    if (name == null) {
      try {
        name = reviews.self();
        self = name;
      } catch (RuntimeException e) {
        log.atWarn().addKeyValue("error", e.getMessage()).log("could not ask who we are");
        return "";
      }
    }
    return name;
  }

  private record Known(
      Set<RoleName> asked, Set<RoleName> bindable, Set<RoleName> missing, Instant until) {}
}
