package io.securitybaseline.bench;

/**
 * What an operator has taken during some minutes of heartbeats.
 *
 * @param residentMebibytes at their end
 */
record UnderHeartbeats(
    double perSecond,
    double residentMebibytes,
    double highestMebibytes,
    double requests,
    double evaluations,
    double processorSecondsPerMinute,
    double kibibytesPerBeat,
    double collectionsPerMinute,
    double pausesPerMinute) {

  private static final double KIBIBYTE = 1024;

  static UnderHeartbeats measure(
      TestCluster cluster, OperatorProcess operator, HeartbeatLoad kubelets, double minutes) {
    long mark = cluster.auditLogSize();
    Reading before = Reading.of(operator, kubelets);
    Sleep.seconds(60 * minutes);
    Reading after = Reading.of(operator, kubelets);
    return new UnderHeartbeats(
        (after.beats - before.beats) / (60 * minutes),
        operator.residentMebibytes(),
        operator.highestResidentMebibytes(),
        AuditLog.requests(cluster.controlPlane().auditLog(), mark).size(),
        after.evaluations - before.evaluations,
        (after.processorSeconds - before.processorSeconds) / minutes,
        (after.allocated - before.allocated) / (after.beats - before.beats) / KIBIBYTE,
        (after.collections - before.collections) / minutes,
        (after.pauses - before.pauses) / minutes);
  }

  private record Reading(
      double beats,
      double evaluations,
      double processorSeconds,
      double allocated,
      double collections,
      double pauses) {

    static Reading of(OperatorProcess operator, HeartbeatLoad kubelets) {
      return new Reading(
          kubelets.beats(),
          operator.metric("securitybaseline_evaluations_total"),
          operator.processorSeconds(),
          operator.metric("jvm_allocated_bytes_total"),
          operator.metric("jvm_gc_collections_total"),
          operator.metric("jvm_gc_collection_seconds_total"));
    }
  }
}
