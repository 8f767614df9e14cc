package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.module.Subject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What passes run in, and what they evaluate. */
final class Situations {

  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  static final Applicability ENFORCED = new Applicability.Enforced(Optional.empty());
  static final Applicability AUDITED = new Applicability.Audited(Optional.empty());
  static final Applicability NOT_CONCERNED = new Applicability.NotConcerned();

  static final Finding FOUND = Finding.violation("NotRestricted", "not in place");
  static final Change CREATE = new Change.Create(object("shop", "ours"), "is missing");
  static final Change DELETE =
      new Change.Delete(object("shop", "ours"), new Change.Seen("uid-ours", "1"), "is cleaned up");

  private Situations() {}

  static Revision enforce(long number) {
    return revision(number, Phase.ACTIVE, "{mode: Enforce}");
  }

  static Revision deleting(long number) {
    return revision(number, Phase.DELETING, "{mode: Enforce}");
  }

  /**
   * A revision.
   *
   * @param spec as YAML in one line
   */
  static Revision revision(long number, Phase phase, String spec) {
    return new Revision(
        number,
        new Situation(
            new Baseline(
                "uid-1", Serialization.unmarshal("---\n" + spec, SecurityBaselineSpec.class)),
            1,
            phase,
            "",
            new ClusterSnapshot(Map.of(), false, false, false, false, false, null),
            AccessSnapshot.NOTHING_KNOWN,
            TODAY,
            false,
            false));
  }

  /** Enforce, with groups that take over bindings. */
  static Situation with(GroupBindingsSpec groups, AccessSnapshot access) {
    var defaults = SecurityBaselineSpec.defaults();
    Situation plain = enforce(1).situation();
    return new Situation(
        new Baseline(
            "uid-1",
            new SecurityBaselineSpec(
                Mode.ENFORCE,
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
                defaults.reports())),
        1,
        Phase.ACTIVE,
        "",
        plain.cluster(),
        access,
        plain.today(),
        false,
        false);
  }

  static Namespace namespace(String name) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .endMetadata()
        .build();
  }

  static ConfigMap object(String namespace, String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withUid("uid-" + name)
        .endMetadata()
        .build();
  }

  /** A namespace with changes to be made. */
  static Evaluation evaluation(String namespace, Applicability applicability, Change... enforce) {
    return evaluation(namespace, applicability, new Traits(false, false, 0, Set.of()), enforce);
  }

  static Evaluation evaluation(
      String namespace, Applicability applicability, Traits traits, Change... enforce) {
    return new Evaluation(
        new Subject("Namespace", "", namespace, "uid-" + namespace),
        applicability,
        new Verdict(List.of(FOUND), List.of(enforce), List.of(DELETE)),
        traits,
        null);
  }
}
