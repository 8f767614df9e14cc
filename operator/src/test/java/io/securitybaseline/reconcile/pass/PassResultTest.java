package io.securitybaseline.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.ReportedSubject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassResultTest {

  private static final Optional<Duration> SOON = Optional.of(Duration.ofSeconds(5));
  private static final Optional<Duration> LATE = Optional.of(Duration.ofMinutes(5));

  @Test
  void theSoonerRequeueCounts() {
    assertThat(requeue(SOON).and(requeue(LATE)).requeueAfter()).isEqualTo(SOON);
    assertThat(requeue(LATE).and(requeue(SOON)).requeueAfter()).isEqualTo(SOON);
    assertThat(requeue(SOON).and(PassResult.NOTHING).requeueAfter()).isEqualTo(SOON);
    assertThat(PassResult.NOTHING.and(requeue(SOON)).requeueAfter()).isEqualTo(SOON);
    assertThat(PassResult.NOTHING.and(PassResult.NOTHING).requeueAfter()).isEmpty();
  }

  @Test
  void itChangedIfEitherDid() {
    PassResult changed = new PassResult(true, Optional.empty());

    assertThat(changed.and(PassResult.NOTHING).changed()).isTrue();
    assertThat(PassResult.NOTHING.and(changed).changed()).isTrue();
    assertThat(PassResult.NOTHING.and(PassResult.NOTHING).changed()).isFalse();
  }

  @Test
  void theSubjectsOfBothAreJoinedInOrder() {
    assertThat(of("web").and(of("job")).subjects())
        .hasValueSatisfying(
            all -> assertThat(all).extracting(ReportedSubject::name).containsExactly("web", "job"));
    assertThat(of("web").and(PassResult.NOTHING).subjects())
        .hasValueSatisfying(
            all -> assertThat(all).extracting(ReportedSubject::name).containsExactly("web"));
    assertThat(PassResult.NOTHING.and(of("web")).subjects())
        .hasValueSatisfying(
            all -> assertThat(all).extracting(ReportedSubject::name).containsExactly("web"));
  }

  /** A report of a part would remove what is known of the rest. */
  @Test
  void thereAreNoSubjectsIfAControlWasNotEvaluated() {
    assertThat(of("web").and(PassResult.INCOMPLETE).subjects()).isEmpty();
    assertThat(PassResult.INCOMPLETE.and(of("web")).subjects()).isEmpty();
  }

  private static PassResult requeue(Optional<Duration> after) {
    return new PassResult(false, after);
  }

  private static PassResult of(String name) {
    ReportedSubject subject =
        new ReportedSubject(
            FakeModule.ONE,
            "Deployment",
            "shop",
            name,
            "uid-" + name,
            SubjectState.COMPLIANT,
            List.of(),
            null);
    return new PassResult(false, Optional.empty(), Optional.of(List.of(subject)));
  }
}
