package io.securitybaseline.cli.plan;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.EndOfLife;
import io.securitybaseline.facts.LatestImages;
import io.securitybaseline.facts.NodeUpgrades;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.module.CurrentFacts;
import io.securitybaseline.module.Records;
import io.securitybaseline.report.Tally;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan assumes where it observes nothing. */
final class PlanFacts {

  /** Every namespace has what Enforce creates there: the plan lists that as well. */
  static final Records RECORDS =
      new Records() {
        @Override
        public Optional<Tally> inPlace(ControlId control, String namespace, String uid) {
          return Optional.of(Tally.NONE);
        }

        @Override
        public boolean hadIntent(ControlId control, String namespace, String uid) {
          return false;
        }

        @Override
        public int annotationRemovals(String uid, boolean annotated) {
          return 0;
        }
      };

  private PlanFacts() {}

  /** Azure is not read. */
  static CurrentFacts current(LocalDate today) {
    return new CurrentFacts(
        today.atStartOfDay().toInstant(ZoneOffset.UTC),
        new Reading.NotConfigured(),
        new NodeUpgrades(
            Optional.empty(),
            new LatestImages(Map.of(), false),
            Optional.empty(),
            EndOfLife.bundled()),
        Optional.empty(),
        List.of());
  }
}
