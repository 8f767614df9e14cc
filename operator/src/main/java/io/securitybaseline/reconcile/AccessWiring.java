package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.module.ControlModule;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Puts together what asks for the operator's own permissions. */
record AccessWiring(List<ControlModule> modules, Clock steady) {

  AccessWiring {
    modules = List.copyOf(modules);
  }

  AccessReviewCache cache(AccessReviews reviews, Supplier<Reading> azure) {
    return new AccessReviewCache(reviews, this::boundRoles, () -> entra(azure.get()), steady);
  }

  private Set<RoleName> boundRoles(SecurityBaselineSpec spec) {
    return modules.stream()
        .flatMap(module -> module.boundRoles(spec).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Entra entra(Reading reading) {
    boolean isPending = reading instanceof Reading.Pending;
    return isPending ? Entra.AWAITED : Entra.of(reading.entraIntegration());
  }
}
