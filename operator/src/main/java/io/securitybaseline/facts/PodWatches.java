package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is read of pods, and of the templates that pods are created from. */
public final class PodWatches {

  /**
   * How many objects a list returns at a time. A list of all pods of a large cluster in one answer
   * is what an operator's memory would otherwise be sized for.
   */
  private static final long PAGE = 500;

  /** Pods, with the fields that decide which policies apply to them. */
  public static final Watch<Pod> PODS =
      Watch.of(
              Pod.class,
              Concern.NAMESPACE,
              Stream.concat(
                      Stream.of(
                          Field.<Pod>labels(), Field.of("status.phase", PodSnapshots::isFinished)),
                      specs("spec", Pod::getSpec))
                  .toList(),
              Form.<Pod>reduced(interners -> new Pruning(interners).pods()).largeOnReading())
          .paged(PAGE)
          .budgeted();

  /** Workloads of every kind, with the same fields of their templates. */
  public static final List<Watch<?>> WORKLOADS = workloads();

  private PodWatches() {}

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
        field(path + ".nodeName", spec, PodSpec::getNodeName),
        field(path + ".os.name", spec, it -> it.getOs() == null ? null : it.getOs().getName()),
        field(path + ".nodeSelector[" + OsLabel.NAME + "]", spec, Pruning::selectedOs));
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
