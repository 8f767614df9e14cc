package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.securitybaseline.control.Change;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class ApplierTest {
  private final RecordingCluster cluster = new RecordingCluster();
  private final List<String> heard = new ArrayList<>();
  private final Applier applier =
      new Applier(
          cluster,
          new WriteLimiter(0, () -> 0),
          (control, change, outcome) ->
              heard.add(control.id() + " " + change.because() + " " + outcome.label()));

  @Test
  void changesAreMadeInTheirOrder() {
    var changes = List.of(change("a"), change("b"), change("c"));

    var outcomes = applier.apply(InstanceMetadataModule.ID, changes);

    assertThat(cluster.changes()).isEqualTo(changes);
    assertThat(outcomes).containsExactly(done(), done(), done());
    assertThat(heard)
        .containsExactly(
            "InstanceMetadata a done", "InstanceMetadata b done", "InstanceMetadata c done");
  }

  @ParameterizedTest
  @MethodSource
  void theFirstThatDoesNotGoThroughEndsIt(Outcome failure) {
    cluster.answering(change -> change.because().equals("b") ? failure : done());

    var outcomes =
        applier.apply(InstanceMetadataModule.ID, List.of(change("a"), change("b"), change("c")));

    assertThat(outcomes).containsExactly(done(), failure);
    assertThat(cluster.changes()).extracting(Change::because).containsExactly("a", "b");
    assertThat(heard)
        .containsExactly("InstanceMetadata a done", "InstanceMetadata b " + failure.label());
  }

  static Stream<Outcome> theFirstThatDoesNotGoThroughEndsIt() {
    return Stream.of(
        new Outcome.Conflict(),
        new Outcome.Retryable(Duration.ZERO, "busy"),
        new Outcome.Forbidden("no right"),
        new Outcome.Rejected("no policy"));
  }

  @Test
  void everyWriteTakesASlot() {
    AtomicLong time = new AtomicLong();
    WriteLimiter limiter = new WriteLimiter(1000, () -> time.getAndAdd(500_000));

    new Applier(cluster, limiter, (_, _, _) -> {})
        .apply(InstanceMetadataModule.ID, List.of(change("a"), change("b"), change("c")));

    assertThat(time.get()).isGreaterThan(2_000_000);
  }

  @Test
  void nothingToDoSendsNothing() {
    assertThat(applier.apply(InstanceMetadataModule.ID, List.of())).isEmpty();
    assertThat(cluster.changes()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void labelsOfOutcomesAreThoseOfTheMetric() {
    assertThat(done().label()).isEqualTo("done");
    assertThat(theFirstThatDoesNotGoThroughEndsIt().map(Outcome::label))
        .containsExactly("superseded", "later", "forbidden", "refused");
  }

  @Test
  void aLineHasANamespaceWhereTheObjectHasOne() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Applier.class);
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    try {
      applier.apply(InstanceMetadataModule.ID, List.of(change("a"), in("shop", change("b"))));
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }

    assertThat(lines.list)
        .extracting(line -> line.getKeyValuePairs().toString())
        .satisfiesExactly(
            line -> assertThat(line).doesNotContain("namespace"),
            line -> assertThat(line).contains("namespace=\"shop\""));
  }

  private static Change in(String namespace, Change change) {
    change.object().getMetadata().setNamespace(namespace);
    return change;
  }

  private static Outcome done() {
    return new Outcome.Applied();
  }

  private static Change change(String because) {
    return new Change.Create(
        new ConfigMapBuilder().withNewMetadata().withName(because).endMetadata().build(), because);
  }
}
