package io.securitybaseline.apply;

import io.securitybaseline.control.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A cluster that notes what it is reported and answers as the test says. */
public final class RecordingCluster implements ClusterWriter {
  private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Optional<Contender> contender = Optional.empty();
  private volatile Function<Change, Outcome> answer = _ -> new Outcome.Applied();

  /** Answers so from now on. */
  public RecordingCluster answering(Function<Change, Outcome> answer) {
    this.answer = answer;
    return this;
  }

  /** Names this other client from now on. */
  public RecordingCluster contendedBy(Contender next) {
    contender = Optional.of(next);
    return this;
  }

  @Override
  public Optional<Contender> contender(Change change) {
    asked.incrementAndGet();
    return contender;
  }

  /** How often it was asked for the other client. */
  public int askedForContender() {
    return asked.get();
  }

  @Override
  public Outcome apply(Change change) {
    changes.add(change);
    return answer.apply(change);
  }

  /** What it was reported, in that order. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }
}
