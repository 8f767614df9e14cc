package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Finding;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.ControlReport;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusDraft;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The report of a control that failed to report: nothing is claimed of it. */
record FailedReport(ControlDescriptor control, Progress progress) implements ControlReport {

  @Override
  public SequencedMap<String, ConditionValue> conditions() {
    Finding fault = Finding.controlFailed();
    SequencedMap<String, ConditionValue> conditions = new LinkedHashMap<>();
    control
        .conditions()
        .forEach(
            type -> conditions.put(type, ConditionValue.unknown(fault.reason(), fault.message())));
    return conditions;
  }

  @Override
  public void addTo(StatusDraft draft) {
    // There is no section to add.
  }
}
