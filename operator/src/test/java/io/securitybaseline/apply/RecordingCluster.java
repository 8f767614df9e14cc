package io.securitybaseline.apply;

import io.securitybaseline.control.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A cluster that notes what it is reported and answers as the test says. */
public final class RecordingCluster implements ClusterWriter {
  private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<Change, Outcome> answer = _ -> new Outcome.Applied();

  /** Answers so from now on. */
  public RecordingCluster answering(Function<Change, Outcome> answer) {
    this.answer = answer;
    return this;
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
