package io.securitybaseline.report;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataReport;
import java.util.List;
import java.util.stream.IntStream;

/** Roll-ups and reports as tests need them. */
public final class Samples {
  private Samples() {}

  /** So many namespaces of each kind, named {@code <name>-0} and so on. */
  public record Group(
      String name, int count, SubjectState state, List<Finding> findings, int planned) {
    public static Group of(String name, int count, SubjectState state, Finding... findings) {
      return new Group(name, count, state, List.of(findings), 0);
    }

    public Group planning(int changes) {
      return new Group(name, count, state, findings, changes);
    }
  }

  public static Group restricted(int count) {
    return Group.of("good", count, SubjectState.COMPLIANT);
  }

  public static Group exposed(int count) {
    return Group.of(
        "bad",
        count,
        SubjectState.VIOLATING,
        Finding.violation("ReopenedByPolicy", "NetworkPolicy allow-all allows it for 14 pods"));
  }

  public static Group unknown(int count) {
    return Group.of(
        "dim",
        count,
        SubjectState.PENDING,
        Finding.unknown("EngineUnknown", "which engine there is cannot be told"));
  }

  public static Group failed(int count) {
    return Group.of(
        "stuck",
        count,
        SubjectState.FAILED,
        Finding.violation("Forbidden", "the API server refused a change"));
  }

  public static Group exempt(int count) {
    return Group.of("spared", count, SubjectState.EXEMPT, Finding.note("Exempt", "until 2027"));
  }

  public static Tally tally(Group... groups) {
    Tally.Collector collector = new Tally.Collector();
    for (Group group : groups) {
      for (int i = 0; i < group.count(); i++) {
        collector.add(
            new Tally.Counted(
                "",
                group.name() + "-" + i,
                group.state(),
                group.findings(),
                group.planned(),
                List.of()));
      }
    }
    return collector.result();
  }

  public static final Progress DONE = new Progress("namespaces", 10, 10);

  public static InstanceMetadataReport report(Mode mode, Group... groups) {
    return report(DONE, mode, groups);
  }

  public static InstanceMetadataReport report(Mode mode, List<Finding> cluster, Group... groups) {
    return new InstanceMetadataReport(
        mode, "Calico", tally(groups), cluster, 0, DONE, Unevaluated.Kinds.NONE);
  }

  public static InstanceMetadataReport report(Progress progress, Mode mode, Group... groups) {
    return new InstanceMetadataReport(
        mode, "Calico", tally(groups), List.of(), 0, progress, Unevaluated.Kinds.NONE);
  }

  static List<ProbeStatus> probes(int pools) {
    return IntStream.range(0, pools).mapToObj(Samples::probe).toList();
  }

  /** Every text as long as the label that it is read from, or as its own bound, allows. */
  private static ProbeStatus probe(int pool) {
    return new ProbeStatus(
        "karpenter/" + "p".repeat(61) + pool,
        "amd64",
        "Inconclusive",
        "m".repeat(120),
        "NotInPlace",
        "AKSUbuntu-2404gen2fipscontainerd-202611.17.0",
        "AzureNpm v1.6.34, Calico v3.28.5",
        "2026-11-24T10:00:00Z");
  }
}
