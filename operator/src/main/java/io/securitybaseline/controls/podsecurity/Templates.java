package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.watch.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The verdicts on pods, and on the templates of all kinds of workloads. */
final class Templates {

  /** Where the template is in a workload, unless it is a CronJob. */
  static final String PATH = "spec.template.";

  private static final String NAME = "podSecurity";
  private static final Set<String> FINISHED = Set.of("Complete", "Failed");

  static final Digest<Pod, PodVerdict> PODS =
      digest(VerdictPaths.in(""), pod -> verdict(pod.getMetadata(), pod.getSpec()));

  static final Digest<ReplicaSet, PodVerdict> REPLICA_SETS =
      digest(
          VerdictPaths.in(PATH),
          set -> set.getSpec() == null ? null : verdict(set.getSpec().getTemplate()));

  static final Digest<Job, PodVerdict> JOBS =
      digest(
          VerdictPaths.in(PATH),
          job -> job.getSpec() == null ? null : verdict(job.getSpec().getTemplate()));

  /** Present where a Job creates no more pods. */
  static final Digest<Job, Boolean> FINISHED_JOBS =
      new Digest<>(
          "finished",
          Boolean.class,
          List.of("status.conditions"),
          job -> isFinished(job) ? true : null,
          _ -> 0);

  private static final Map<WorkloadKind<?>, Digest<?, PodVerdict>> WORKLOADS = workloads();

  private Templates() {}

  /** The verdict on the template of a kind. */
  @SuppressWarnings("unchecked") // as put in below
  static <T extends HasMetadata> Digest<T, PodVerdict> of(WorkloadKind<T> kind) {
    return (Digest<T, PodVerdict>) Objects.requireNonNull(WORKLOADS.get(kind));
  }

  private static Map<WorkloadKind<?>, Digest<?, PodVerdict>> workloads() {
    Map<WorkloadKind<?>, Digest<?, PodVerdict>> digests = new LinkedHashMap<>();
    WorkloadKind.ALL.forEach(kind -> digests.put(kind, workload(kind)));
    return digests;
  }

  private static <T extends HasMetadata> Digest<T, PodVerdict> workload(WorkloadKind<T> kind) {
    return digest(
        VerdictPaths.in(kind.templatePath() + "."),
        workload -> verdict(kind.template().apply(workload)));
  }

  private static <T extends HasMetadata> Digest<T, PodVerdict> digest(
      List<String> paths, Function<T, @Nullable PodVerdict> compute) {
    return new Digest<>(NAME, PodVerdict.class, paths, compute, PodVerdict::bytes);
  }

  private static @Nullable PodVerdict verdict(@Nullable PodTemplateSpec template) {
    return template == null ? null : verdict(template.getMetadata(), template.getSpec());
  }

  private static @Nullable PodVerdict verdict(
      @Nullable ObjectMeta metadata, @Nullable PodSpec spec) {
    if (spec == null) {
      return null;
    }
    Map<String, String> annotations = metadata == null ? null : metadata.getAnnotations();
    return PodVerdict.of(Objects.requireNonNullElse(annotations, Map.of()), spec);
  }

  private static boolean isFinished(Job job) {
    List<JobCondition> conditions =
        job.getStatus() == null || job.getStatus().getConditions() == null
            ? List.of()
            : job.getStatus().getConditions();
    return conditions.stream()
        .anyMatch(each -> FINISHED.contains(each.getType()) && "True".equals(each.getStatus()));
  }
}
