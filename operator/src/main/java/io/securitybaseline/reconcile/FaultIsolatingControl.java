package io.securitybaseline.reconcile;

import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A control whose fault costs no more than its own verdict on the one subject. */
final class FaultIsolatingControl<S> implements Control<S> {
  private static final Logger log = LoggerFactory.getLogger(FaultIsolatingControl.class);

  private final ControlId id;
  private final Control<S> control;
  private final Function<S, String> subject;

  /**
   * @param subject what the log calls that which is judged
   */
  FaultIsolatingControl(ControlId id, Control<S> control, Function<S, String> subject) {
    this.id = id;
    this.control = control;
    this.subject = subject;
  }

  @Override
  public Verdict evaluate(S snapshot, Baseline baseline) {
    try {
      return control.evaluate(snapshot, baseline);
    } catch (RuntimeException e) {
      logFault(id, subject.apply(snapshot), e);
      return new Verdict(List.of(Finding.controlFailed()), List.of(), List.of());
    }
  }

  /** Tells the log of a control's fault, for whoever goes on without its verdict. */
  static void logFault(ControlId control, String subject, RuntimeException fault) {
    log.atError()
        .addKeyValue("control", control.id())
        .addKeyValue("subject", subject)
        .setCause(fault)
        .log("a control failed");
  }
}
