package io.securitybaseline.report;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import java.util.List;
import java.util.Map;

/** Roll-ups and reports as tests need them. */
final class Samples {
  private Samples() {}

  /** So many namespaces of each kind, named {@code <name>-0} and so on. */
  record Group(String name, int count, SubjectState state, List<Finding> findings, int planned) {
    static Group of(String name, int count, SubjectState state, Finding... findings) {
      return new Group(name, count, state, List.of(findings), 0);
    }

    Group planning(int changes) {
      return new Group(name, count, state, findings, changes);
    }
  }

  static Group restricted(int count) {
    return Group.of("good", count, SubjectState.COMPLIANT);
  }

  static Group exposed(int count) {
    return Group.of(
        "bad",
        count,
        SubjectState.VIOLATING,
        Finding.violation("ReopenedByPolicy", "NetworkPolicy allow-all allows it for 14 pods"));
  }

  static Group unknown(int count) {
    return Group.of(
        "dim",
        count,
        SubjectState.PENDING,
        Finding.unknown("EngineUnknown", "which engine there is cannot be told"));
  }

  static Group failed(int count) {
    return Group.of(
        "stuck",
        count,
        SubjectState.FAILED,
        Finding.violation("Forbidden", "the API server refused a change"));
  }

  static Group exempt(int count) {
    return Group.of("spared", count, SubjectState.EXEMPT, Finding.info("Exempt", "until 2027"));
  }

  static RollUp rollUp(Group... groups) {
    var collector = new RollUp.Collector(InstanceMetadataModule.ID);
    for (Group group : groups) {
      Result result = new Result(group.state(), group.findings(), group.planned());
      for (int i = 0; i < group.count(); i++) {
        collector.add(
            group.name() + "-" + i,
            new Ledger.Entry("uid", 1, 1, Map.of(InstanceMetadataModule.ID, result), 0, 0));
      }
    }
    return collector.result();
  }

  static final Progress DONE = new Progress("namespaces", 10, 10);

  static InstanceMetadataReport report(Mode mode, Group... groups) {
    return report(DONE, mode, groups);
  }

  static InstanceMetadataReport report(Mode mode, List<Finding> cluster, Group... groups) {
    return new InstanceMetadataReport(mode, "Calico", rollUp(groups), cluster, 0, DONE);
  }

  static InstanceMetadataReport report(Progress progress, Mode mode, Group... groups) {
    return new InstanceMetadataReport(mode, "Calico", rollUp(groups), List.of(), 0, progress);
  }
}
