package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.MembershipCheck;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.facts.azure.directory.UserInGroup;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When verified users of a binding were replaced. Their membership is checked once more within the
 * hour, because a user who just left the group would have lost access without a trace.
 */
final class ReplacedAt {

  /** Tokens that were issued before the replacement are renewed within this time. */
  static final Duration CHECK_AFTER = Duration.ofMinutes(45);

  private ReplacedAt() {}

  /** The annotation with the time; none where membership is not verified. */
  static Map<String, String> annotation(BindingSnapshot snapshot, GroupBindingsSpec spec) {
    return spec.membership() == MembershipCheck.ASSUME
        ? Map.of()
        : Map.of(Ownership.REPLACED_AT, snapshot.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** The users who are still replaced, each with the time at which to check once more. */
  static Map<UserInGroup, Instant> checks(Binding binding) {
    Optional<Instant> replacedAt = of(binding);
    if (replacedAt.isEmpty()) {
      return Map.of();
    }
    Set<String> bound =
        binding.subjects().stream()
            .filter(BindingSubject::isUser)
            .map(BindingSubject::name)
            .collect(Collectors.toSet());
    Instant check = replacedAt.get().plus(CHECK_AFTER);
    Map<UserInGroup, Instant> checks = new HashMap<>();
    ReplacedSubjects.of(binding)
        .orElse(ReplacedSubjects.NONE)
        .groups()
        .forEach((group, taken) ->
            taken.users().stream()
                .filter(user -> !bound.contains(user))
                .forEach(user -> checks.put(new UserInGroup(user, group), check)));
    return checks;
  }

  private static Optional<Instant> of(Binding binding) {
    String text = binding.annotations().get(Ownership.REPLACED_AT);
    try {
      return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
