package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.securitybaseline.reconcile.SimulatedPool.Signal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One simulated node: what a person would know of it, and what the API server would send. */
final class SimulatedNode {
  private static final String PATCHED = "kubernetes.azure.com/live-patching-current-timestamp";
  private static final String KURED = "weave.works/kured-reboot-in-progress";

  final String name;
  final SimulatedPool pool;
  private LocalDate image;
  private LocalDate patched;
  private Optional<LocalDate> waitingSince = Optional.empty();
  private Node sent;

  SimulatedNode(String name, SimulatedPool pool, LocalDate image) {
    this.name = name;
    this.pool = pool;
    this.image = image;
    this.patched = image;
    this.sent = object();
  }

  LocalDate image() {
    return image;
  }

  boolean waits() {
    return waitingSince.isPresent();
  }

  void upgrade(LocalDate latest) {
    image = latest;
    patched = latest;
    waitingSince = Optional.empty();
    sent = object();
  }

  void patch(LocalDate day) {
    patched = day;
    sent = object();
  }

  void beginToWait(LocalDate today) {
    waitingSince = Optional.of(today);
    sent = object();
  }

  void reboot() {
    waitingSince = Optional.empty();
    sent = object();
  }

  /** Whether nothing would show that it waits, if it did. */
  boolean isSilent() {
    return pool.signal() == Signal.NONE || (pool.signal() == Signal.KURED && !waits());
  }

  /** By arithmetic of its own: more than 30 days, on Windows after the next Patch Tuesday too. */
  boolean isOutdated(LocalDate today) {
    return pool.tellsImage()
        && today.isAfter(patched.plusDays(30))
        && (!pool.isWindows()
            || today.isAfter(SimulatedPool.nextPatchTuesday(patched).plusDays(14))
            || today.isAfter(patched.plusDays(90)));
  }

  /** All that is true of it on that day; its heartbeats are no part of it. */
  int fingerprint(LocalDate today) {
    return Objects.hash(name, pool.name(), image, patched, waitingSince, isOutdated(today));
  }

  /** What the API server sends for the heartbeats of kubelet and node problem detector. */
  Node heartbeat(String version, Instant now) {
    sent.getMetadata().setResourceVersion(version);
    for (NodeCondition condition : sent.getStatus().getConditions()) {
      condition.setLastHeartbeatTime(now.toString());
    }
    return sent;
  }

  private Node object() {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .withUid("uid-" + name)
            .withLabels(pool.labels(image))
            .endMetadata()
            .withNewStatus()
            .addNewAddress("10.1.0.4", "InternalIP")
            .withNewNodeInfo()
            .withOperatingSystem(pool.isWindows() ? "windows" : "linux")
            .withKubeletVersion("v1.36.3")
            .withKernelVersion(pool.isWindows() ? "10.0.20348" : "6.8.0-1030-azure")
            .endNodeInfo()
            .endStatus()
            .build();
    if (pool.isLivePatched()) {
      node.getMetadata()
          .getAnnotations()
          .put(PATCHED, patched.toString().replace("-", "") + "T000000Z");
    }
    if (pool.signal() == Signal.KURED && waits()) {
      node.getMetadata().getAnnotations().put(KURED, waitingSince.orElseThrow() + "T00:00:00Z");
    }
    node.getStatus()
        .setConditions(
            pool.signal() == Signal.CONDITION
                ? List.of(condition("Ready", "True", "2026-01-01"), rebootRequired())
                : List.of(condition("Ready", "True", "2026-01-01")));
    return node;
  }

  private NodeCondition rebootRequired() {
    return condition(
        "RebootRequired",
        waits() ? "True" : "False",
        waitingSince.map(LocalDate::toString).orElse("2026-01-01"));
  }

  private static NodeCondition condition(String type, String status, String since) {
    NodeCondition condition = new NodeCondition();
    condition.setType(type);
    condition.setStatus(status);
    condition.setLastTransitionTime(since + "T00:00:00Z");
    return condition;
  }
}
