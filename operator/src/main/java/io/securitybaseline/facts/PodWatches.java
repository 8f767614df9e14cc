package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.securitybaseline.facts.otherkinds.OtherKindWatches;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is read of pods, and of the templates that pods are created from. */
public final class PodWatches {

  /**
   * How many objects a list returns at a time. A list of all pods of a large cluster in one answer
   * is what an operator's memory would otherwise be sized for.
   */
  private static final long PAGE = 500;

  private static final Form<Pod> POD =
      Form.<Pod>reduced(interners -> new Pruning(interners).pods()).largeOnReading();

  /** What makes a pod one that Calico takes for the service. */
  private static final Field<Pod> CARRIER =
      Field.of(
          List.of(
              "metadata.annotations[" + AddressCarrier.ADDRESS + "]",
              "metadata.annotations[" + AddressCarrier.ADDRESSES + "]",
              "metadata.labels",
              "spec.hostNetwork",
              "status.phase",
              "status.podIP",
              "status.podIPs"),
          AddressCarrier::labels);

  /** Pods, with the fields that decide which policies apply to them. */
  public static final Watch<Pod> PODS = pods(Concern.NAMESPACE, Field::quiet, field -> field);

  /** The agents of Cilium, with what shows their version. */
  public static final Watch<Pod> AGENTS =
      pods(Concern.CLUSTER, field -> field, Field::quiet)
          .selecting(new Selection.Labeled(AgentPod.LABEL, AgentPod.CILIUM));

  /**
   * Pods that start: only they may be taken for the service, and there are few at a time, so that
   * not every pod of the cluster is read for that. Only Calico does that, and it keeps its data in
   * kinds of its own: without their definitions the API server is not asked to search all pods.
   */
  public static final Watch<Pod> STARTING =
      Watch.of(
              Pod.class,
              Concern.CLUSTER,
              Stream.concat(PODS.fields().stream().map(Field::quiet), Stream.of(CARRIER)).toList(),
              POD)
          .selecting(
              new Selection.InState(
                  Map.of("status.podIP", ""),
                  Map.of("spec.nodeName", "", "status.phase", "Failed"),
                  PodWatches::mayCarry))
          .available(OtherKindWatches.CALICO)
          .paged(PAGE);

  /** Workloads of every kind, with the same fields of their templates. */
  public static final List<Watch<?>> WORKLOADS = workloads();

  private PodWatches() {}

  /** Of a pod that is not kept it is not known. */
  private static boolean mayCarry(HasMetadata pod) {
    return Marker.isOn(pod) || AddressCarrier.isOne((Pod) pod);
  }

  /** Both keep the same of a pod; another evaluation follows. */
  private static Watch<Pod> pods(
      Concern concern, UnaryOperator<Field<Pod>> ofAgents, UnaryOperator<Field<Pod>> ofNamespaces) {
    return Watch.of(
            Pod.class,
            concern,
            Stream.concat(
                    Stream.of(
                        Field.<Pod>of("status.phase", PodSnapshots::isFinished),
                        CARRIER.quiet(),
                        ofAgents.apply(
                            Field.of(
                                List.of("spec.containers.image", "metadata.labels"),
                                AgentPod::version))),
                    Stream.concat(
                            Stream.of(
                                Field.<Pod>labels(),
                                field("spec.nodeName", Pod::getSpec, PodSpec::getNodeName)),
                            specs("spec", Pod::getSpec))
                        .map(ofNamespaces))
                .toList(),
            POD)
        .paged(PAGE)
        .budgeted();
  }

  private static List<Watch<?>> workloads() {
    List<Watch<?>> watches = new ArrayList<>();
    for (WorkloadKind<?> kind : WorkloadKind.ALL) {
      watches.add(workload(kind));
    }
    return List.copyOf(watches);
  }

  static <T extends HasMetadata> Watch<T> workload(WorkloadKind<T> kind) {
    return Watch.of(
            kind.type(),
            Concern.NAMESPACE,
            Stream.concat(
                    Stream.of(
                        Field.<T>of(
                            kind.templatePath() + ".metadata.labels", kind::templateLabels)),
                    specs(kind.templatePath() + ".spec", kind::podSpec))
                .toList(),
            Form.<T>reduced(interners -> new Pruning(interners).workloads(kind)).largeOnReading())
        .paged(PAGE)
        .budgeted();
  }

  private static <T extends HasMetadata> Stream<Field<T>> specs(
      String path, Function<T, @Nullable PodSpec> spec) {
    return Stream.of(
        field(path + ".hostNetwork", spec, it -> Boolean.TRUE.equals(it.getHostNetwork())),
        field(path + ".os.name", spec, it -> it.getOs() == null ? null : it.getOs().getName()),
        Field.of(
            Stream.of(
                    "nodeSelector[" + OsLabel.NAME + "]",
                    "nodeSelector[" + NodeSelection.BETA_OS + "]",
                    "nodeSelector[" + NodeSnapshots.AGENT_POOL + "]",
                    "nodeSelector[" + NodeSnapshots.LEGACY_AGENT_POOL + "]",
                    NodeSelection.AFFINITY)
                .map(field -> path + "." + field)
                .toList(),
            object -> NodeSelection.of(spec.apply(object))));
  }

  private static <T extends HasMetadata> Field<T> field(
      String path,
      Function<T, @Nullable PodSpec> spec,
      Function<PodSpec, ? extends @Nullable Object> value) {
    return Field.of(
        path,
        object -> {
          PodSpec found = spec.apply(object);
          return found == null ? null : value.apply(found);
        });
  }
}
