package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the passes are made to work on. */
final class Fixtures {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final ClusterSnapshot CLUSTER =
      new ClusterSnapshot(Map.of(), false, false, false, false, false, null);

  private Fixtures() {}

  /** A control that reports the same of everything. */
  static <S> Control<S> saying(Supplier<Verdict> verdict) {
    return new Control<>() {
      @Override
      public Verdict evaluate(S snapshot, Baseline baseline) {
        return verdict.get();
      }
    };
  }

  static Situation situation(Mode mode, Phase phase) {
    return situation(mode, phase, "");
  }

  static Situation situation(Mode mode, Phase phase, String requestedAt) {
    return new Situation(
        new Baseline("uid-1", spec(mode)),
        1,
        phase,
        requestedAt,
        CLUSTER,
        AccessSnapshot.NOTHING_KNOWN,
        LocalDate.ofInstant(NOW, ZoneOffset.UTC),
        false,
        false);
  }

  /** Enforce, with a rollout to namespaces that no namespace of the tests is among. */
  static Situation canary(boolean rolloutMatchesNothing) {
    return new Situation(
        new Baseline(
            "uid-1",
            Serialization.unmarshal(
                "---\n{mode: Enforce, rollout: {selector: {matchLabels: {baseline: canary}}}}",
                SecurityBaselineSpec.class)),
        1,
        Phase.ACTIVE,
        "",
        CLUSTER,
        AccessSnapshot.NOTHING_KNOWN,
        LocalDate.ofInstant(NOW, ZoneOffset.UTC),
        false,
        rolloutMatchesNothing);
  }

  static Situation situation(Mode mode, GroupBindingsSpec groups, AccessSnapshot access) {
    return new Situation(
        new Baseline("uid-1", spec(mode, groups)),
        1,
        Phase.ACTIVE,
        "",
        CLUSTER,
        access,
        LocalDate.ofInstant(NOW, ZoneOffset.UTC),
        false,
        false);
  }

  static NamespaceSnapshot namespace(String name, NetworkPolicy... policies) {
    return new NamespaceSnapshot(
        name,
        "uid-" + name,
        Map.of(),
        Stream.of(policies).map(PolicySnapshot::of).toList(),
        List.of(),
        List.of(),
        CLUSTER);
  }

  private static SecurityBaselineSpec spec(Mode mode) {
    return spec(mode, SecurityBaselineSpec.defaults().groupBindings());
  }

  private static SecurityBaselineSpec spec(Mode mode, GroupBindingsSpec groups) {
    var defaults = SecurityBaselineSpec.defaults();
    return new SecurityBaselineSpec(
        mode,
        false,
        defaults.deletionPolicy(),
        defaults.namespaces(),
        defaults.rollout(),
        defaults.exemptions(),
        defaults.instanceMetadata(),
        groups,
        defaults.nodes(),
        defaults.cluster(),
        defaults.podSecurity(),
        defaults.leastPrivilege(),
        defaults.reports());
  }
}
