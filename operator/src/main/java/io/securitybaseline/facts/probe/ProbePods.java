package io.securitybaseline.facts.probe;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.securitybaseline.facts.watch.Digest;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Keeping;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pods of probes, as caches keep them. */
public final class ProbePods {

  /** The label of every pod of a probe, and its value. */
  public static final String LABEL = "app.kubernetes.io/name";

  public static final String NAME = "security-baseline-probe";

  /** The namespace in which node pools are probed. */
  public static final String NAMESPACE = "security-baseline-probe";

  /** The prefix of the annotations that state what a pod was created to find out. */
  public static final String PREFIX = "probe.securitybaseline.io/";

  /** Bytes that the state of a pod takes at most; its texts are cut. */
  private static final long MOST = 2048;

  private static final int LONGEST_TEXT = 256;

  /** Annotations of a pod that are read. */
  private static final int MOST_ASKS = 8;

  /** Bytes that are kept of a pod with its state. */
  private static final long MOST_KEPT = 2 * MOST;

  private static final Digest<Pod, ProbePod> STATE =
      new Digest<>(
          "probe",
          ProbePod.class,
          List.of(
              "metadata.uid",
              "metadata.creationTimestamp",
              "metadata.deletionTimestamp",
              "metadata.annotations",
              "status.phase",
              "status.reason",
              "status.conditions.type",
              "status.conditions.status",
              "status.conditions.reason",
              "status.conditions.message",
              "status.containerStatuses.state.waiting.reason",
              "status.containerStatuses.state.terminated.finishedAt",
              "status.containerStatuses.state.terminated.message"),
          ProbePods::read,
          _ -> MOST);

  /** Those with the label of probes, in all namespaces. */
  public static final Watch<Pod> WATCH =
      Watch.of(
              Pod.class,
              Concern.CLUSTER,
              List.of(),
              Form.<Pod>reduced(_ ->
                      new Keeping<>(
                          ProbePods::bare,
                          pod -> Footprint.of(pod.getMetadata().getName()),
                          MOST_KEPT,
                          ProbePods::empty))
                  .largeOnReading())
          .budgeted()
          .selecting(new Selection.Labeled(LABEL, NAME))
          .with(STATE);

  private ProbePods() {}

  /** What is known of the pods. */
  public static List<ProbePod> of(Stream<Pod> pods) {
    return pods.flatMap(pod ->
            STATE.of(pod).stream()
                .map(state -> state.at(text(pod.getMetadata().getResourceVersion()))))
        .toList();
  }

  private static Pod bare(Pod pod) {
    ObjectMeta metadata = EmptyModels.metadata();
    metadata.setName(pod.getMetadata().getName());
    metadata.setNamespace(pod.getMetadata().getNamespace());
    metadata.setResourceVersion(pod.getMetadata().getResourceVersion());
    return empty(metadata);
  }

  private static Pod empty(ObjectMeta metadata) {
    Pod kept = new Pod();
    kept.setMetadata(metadata);
    kept.setAdditionalProperties(Map.of());
    return kept;
  }

  private static ProbePod read(Pod pod) {
    ObjectMeta metadata = pod.getMetadata();
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    Optional<ContainerStateTerminated> ended = terminated(status);
    return new ProbePod(
        text(metadata.getNamespace()),
        metadata.getName(),
        text(metadata.getUid()),
        "",
        annotations(metadata),
        text(metadata.getCreationTimestamp()),
        metadata.getDeletionTimestamp() != null,
        text(status.getPhase()),
        ended.map(ContainerStateTerminated::getFinishedAt).map(ProbePods::text).orElse(""),
        ended.map(ContainerStateTerminated::getMessage).map(ProbePods::text).orElse(""),
        trouble(status));
  }

  private static Map<String, String> annotations(ObjectMeta metadata) {
    Map<String, String> kept = new TreeMap<>();
    Objects.requireNonNullElse(metadata.getAnnotations(), Map.<String, String>of())
        .forEach((key, value) -> {
          if (key.startsWith(PREFIX) && kept.size() < MOST_ASKS) {
            kept.put(key.substring(PREFIX.length()), text(value));
          }
        });
    return Map.copyOf(kept);
  }

  private static Optional<ContainerStateTerminated> terminated(PodStatus status) {
    return states(status).map(ContainerState::getTerminated).filter(Objects::nonNull).findFirst();
  }

  /** Why the pod does not run, in a few words: what the scheduler or the kubelet reports. */
  private static String trouble(PodStatus status) {
    Stream<String> ofPod = Stream.ofNullable(status.getReason());
    Stream<String> ofContainer =
        states(status)
            .map(ContainerState::getWaiting)
            .filter(Objects::nonNull)
            .map(waiting -> text(waiting.getReason()));
    Stream<String> ofScheduler =
        Objects.requireNonNullElse(status.getConditions(), List.<PodCondition>of()).stream()
            .filter(condition -> "PodScheduled".equals(condition.getType()))
            .filter(condition -> "False".equals(condition.getStatus()))
            .map(condition -> text(condition.getReason()) + " " + text(condition.getMessage()));
    return Stream.of(ofPod, ofContainer, ofScheduler)
        .flatMap(texts -> texts)
        .filter(text -> !text.isBlank())
        .findFirst()
        .map(ProbePods::text)
        .orElse("");
  }

  private static Stream<ContainerState> states(PodStatus status) {
    return Objects.requireNonNullElse(status.getContainerStatuses(), List.<ContainerStatus>of())
        .stream()
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull);
  }

  private static String text(@Nullable String text) {
    String known = Objects.requireNonNullElse(text, "");
    return known.length() > LONGEST_TEXT ? known.substring(0, LONGEST_TEXT) : known;
  }
}
