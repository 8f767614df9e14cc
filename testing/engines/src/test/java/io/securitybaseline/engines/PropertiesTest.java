package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PropertiesTest {

  private static final LabPod POD = new LabPod(new PodId("shop", "a"), "10.244.0.11", false, "");
  private static final LabPod ALLOWED =
      new LabPod(new PodId("shop", "b"), "10.244.0.12", false, "true");
  private static final Target WEB = new Target("internet:443", "203.0.113.10", 443);
  private static final Attempt IMDS = new Attempt(POD, Target.IMDS);
  private static final Attempt INTERNET = new Attempt(POD, WEB);

  @Test
  void whatEnforceOpensBreaksP1() {
    assertThat(
            Properties.opensAndCloses(
                Step.ENFORCE, seen(Map.of(INTERNET, false)), seen(Map.of(INTERNET, true))))
        .extracting(Difference::toString)
        .containsExactly("P1 enforce shop: opened a>internet:443");
  }

  @Test
  void whatEnforceClosesBesideTheAddressBreaksP2() {
    Observation before = seen(Map.of(INTERNET, true, IMDS, true));
    Observation after = seen(Map.of(INTERNET, false, IMDS, false));
    assertThat(Properties.opensAndCloses(Step.ENFORCE, before, after))
        .extracting(Difference::toString)
        .containsExactly("P2 enforce shop: closed a>internet:443");
  }

  @Test
  void aRestrictedNamespaceThatReachesTheAddressBreaksP3() {
    assertThat(Properties.verdicts(Step.ENFORCE, seen(Map.of(IMDS, true)), false))
        .extracting(Difference::toString)
        .containsExactly("P3 enforce shop: restricted, but reached by a");
  }

  @Test
  void aPodThatIsAllowedDoesNotCount() {
    Attempt allowed = new Attempt(ALLOWED, Target.IMDS);
    assertThat(Properties.verdicts(Step.ENFORCE, seen(Map.of(allowed, true)), false)).isEmpty();
  }

  @Test
  void aPodThatIsAllowedForAWhileDoesNotCountThen() {
    LabPod pod = new LabPod(new PodId("shop", "c"), "10.244.0.13", false, "also");
    Observation seen = seen(Map.of(new Attempt(pod, Target.IMDS), true));
    assertThat(Properties.verdicts(Step.ALLOWED, seen, false)).isEmpty();
    assertThat(Properties.verdicts(Step.RESUMED, seen, false))
        .extracting(Difference::toString)
        .containsExactly("P3 resumed shop: restricted, but reached by c");
  }

  @Test
  void aFindingWithoutAPodThatReachesBreaksP3() {
    Observation seen =
        new Observation(Map.of(IMDS, false), new TreeMap<>(Map.of("shop", "ReopenedByPolicy")));
    assertThat(Properties.verdicts(Step.ENFORCE, seen, false))
        .extracting(Difference::toString)
        .containsExactly("P3 enforce shop: ReopenedByPolicy, but no pod reaches it");
    assertThat(Properties.verdicts(Step.AUDIT, seen, true)).isEmpty();
  }

  @Test
  void theUnknownIsNeverWrong() {
    TreeMap<String, String> unknown = new TreeMap<>(Map.of("shop", "ReachUnknown"));
    for (boolean reached : List.of(true, false)) {
      Observation seen = new Observation(Map.of(IMDS, reached), unknown);
      assertThat(Properties.verdicts(Step.ENFORCE, seen, false)).isEmpty();
    }
  }

  @Test
  void whatIsOpenForAMomentBreaksP1() {
    assertThat(Properties.gaps(Step.ENFORCE, List.of(new Opening(IMDS, 20))))
        .extracting(Difference::toString)
        .containsExactly("P1 enforce shop: open for a moment a>imds:80");
  }

  private static Observation seen(Map<Attempt, Boolean> reached) {
    return new Observation(reached, new TreeMap<>());
  }
}
