package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Change;
import io.securitybaseline.facts.probe.ProbePod;
import io.securitybaseline.facts.probe.ProbeResult;
import io.securitybaseline.facts.probe.ProbeResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be done about the probe of one pool, and what is known of it. A pod is deleted only
 * after its result is in the stored status, so that a result survives the operator. At most one pod
 * of a pool exists at a time, because its name is that of the pool.
 *
 * @param result for the status
 * @param wanted whether a pod is to be created
 * @param gone the pod that is to be deleted, if any
 */
record ProbeDecision(
    ProbeTarget target, ProbeStatus result, boolean wanted, Optional<ProbePod> gone) {

  static final String WINDOWS = "Windows";

  /** Longer than a pod may run, by its manifest, and than an image takes to be pulled. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A result without evidence is tried again sooner, but not in a loop. */
  private static final Duration RETRY = Duration.ofMinutes(30);

  static ProbeDecision of(ProbeTarget target, ProbeInput input) {
    Optional<ProbeStatus> stored = stored(target, input);
    if (!target.isLinux()) {
      return new ProbeDecision(
          target, ProbeSection.notProbed(target, WINDOWS), false, Optional.empty());
    }
    Optional<ProbePod> pod =
        input.pods().stream()
            .filter(each -> each.namespace().equals(target.namespace()))
            .filter(each -> each.name().equals(ProbePodManifest.name(target)))
            .findFirst();
    return pod.map(each -> withPod(target, each, stored, input))
        .orElseGet(() -> withoutPod(target, shown(stored, input), input));
  }

  /** The change that creates the pod. */
  Change create(ProbeInput input) {
    return new Change.Create(ProbePodManifest.of(target, input), "probes " + target.displayName());
  }

  /** The change that deletes a pod. */
  static Change delete(ProbePod pod) {
    Pod object =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(pod.namespace())
            .withName(pod.name())
            .withUid(pod.uid())
            .withResourceVersion(pod.version())
            .endMetadata()
            .build();
    return new Change.Delete(object, Change.Seen.of(object), "the probe has ended");
  }

  private static ProbeDecision withoutPod(
      ProbeTarget target, Optional<ProbeStatus> stored, ProbeInput input) {
    boolean wanted = stored.map(result -> isDue(target, result, input)).orElse(true);
    return new ProbeDecision(
        target,
        stored.orElseGet(() -> ProbeSection.notProbed(target, "pending")),
        wanted,
        Optional.empty());
  }

  private static ProbeDecision withPod(
      ProbeTarget target, ProbePod pod, Optional<ProbeStatus> stored, ProbeInput input) {
    Optional<ProbeStatus> found = result(target, pod, input);
    if (found.isEmpty()) {
      return new ProbeDecision(
          target,
          shown(stored, input).orElseGet(() -> ProbeSection.notProbed(target, "pending")),
          false,
          Optional.empty());
    }
    boolean isStored = found.map(ProbeDecision::essence).equals(stored.map(ProbeDecision::essence));
    return new ProbeDecision(
        target, found.get(), false, Optional.of(pod).filter(_ -> isStored && !pod.leaving()));
  }

  /** The message of a stored result may be shortened. */
  private static ProbeStatus essence(ProbeStatus result) {
    return result.withMessage(null);
  }

  /** The same from whatever pass it is read, so that a stored result is recognized. */
  private static Optional<ProbeStatus> result(ProbeTarget target, ProbePod pod, ProbeInput input) {
    Instant expired = ProbeSection.instant(pod.created()).orElse(input.now()).plus(PATIENCE);
    if (!pod.isFinished() && input.now().isBefore(expired)) {
      return Optional.empty();
    }
    String ended = pod.finished().isEmpty() ? expired.toString() : pod.finished();
    ProbeResult result =
        ProbeResult.parse(pod.message()).orElseGet(() -> ProbeResult.inconclusive(whyUnknown(pod)));
    return Optional.of(ProbeSection.status(target, result, ProbeBasis.of(pod.asks()), ended));
  }

  private static String whyUnknown(ProbePod pod) {
    if (!pod.trouble().isEmpty()) {
      return "the pod did not complete: " + pod.trouble();
    }
    return pod.isFinished()
        ? "the pod ended without a result"
        : "the pod did not complete within %d minutes".formatted(PATIENCE.toMinutes());
  }

  private static Optional<ProbeStatus> stored(ProbeTarget target, ProbeInput input) {
    return input.stored().stream()
        .filter(each -> each.pool().equals(target.name()))
        .filter(each -> ProbeBasis.orEmpty(each.architecture()).equals(target.architecture()))
        .filter(each ->
            Outcome.of(each.result()).isPresent() || ProbeSection.OLD.equals(each.message()))
        .findFirst();
  }

  private static boolean isDue(ProbeTarget target, ProbeStatus stored, ProbeInput input) {
    if (!ProbeBasis.of(stored).equals(input.basis(target))) {
      return true;
    }
    Duration interval =
        stored.result().equals(Outcome.INCONCLUSIVE.shown())
                && RETRY.compareTo(input.interval()) < 0
            ? RETRY
            : input.interval();
    return ProbeSection.instant(Objects.requireNonNullElse(stored.time(), ""))
        .map(time -> !time.plus(interval).isAfter(input.now()))
        .orElse(true);
  }

  private static Optional<ProbeStatus> shown(Optional<ProbeStatus> stored, ProbeInput input) {
    return stored.map(result -> ProbeSection.aged(result, input));
  }

  /** The targets' decisions, of which only a few create a pod at a time. */
  static List<ProbeDecision> all(List<ProbeTarget> targets, ProbeInput input, int most) {
    long running = input.pods().stream().filter(pod -> !pod.isFinished()).count();
    long[] free = {most - running};
    return targets.stream()
        .map(target -> of(target, input))
        .map(decision -> decision.wanted && free[0]-- <= 0 ? decision.later() : decision)
        .toList();
  }

  private ProbeDecision later() {
    return new ProbeDecision(target, result, false, gone);
  }
}
