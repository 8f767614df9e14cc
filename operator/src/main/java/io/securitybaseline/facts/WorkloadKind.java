package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Marker;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of workload that creates pods from a template. Jobs are missing on purpose: they create
 * their pods immediately, and their work ends with these pods.
 *
 * @param templatePath where in the JSON the pod template is
 * @param template reads the pod template
 * @param build makes an object that carries nothing but metadata and a pod template
 */
public record WorkloadKind<T extends HasMetadata>(
    Class<T> type,
    String templatePath,
    Function<T, @Nullable PodTemplateSpec> template,
    BiFunction<ObjectMeta, PodTemplateSpec, T> build) {

  public static final WorkloadKind<Deployment> DEPLOYMENT =
      new WorkloadKind<>(
          Deployment.class,
          "spec.template",
          deployment -> deployment.getSpec() == null ? null : deployment.getSpec().getTemplate(),
          (metadata, template) -> {
            Deployment deployment = new Deployment();
            deployment.setMetadata(metadata);
            deployment.setSpec(new DeploymentSpec());
            deployment.getSpec().setTemplate(template);
            deployment.getSpec().setAdditionalProperties(Map.of());
            deployment.setAdditionalProperties(Map.of());
            return deployment;
          });

  public static final WorkloadKind<StatefulSet> STATEFUL_SET =
      new WorkloadKind<>(
          StatefulSet.class,
          "spec.template",
          set -> set.getSpec() == null ? null : set.getSpec().getTemplate(),
          (metadata, template) -> {
            StatefulSet set = new StatefulSet();
            set.setMetadata(metadata);
            set.setSpec(new StatefulSetSpec());
            set.getSpec().setTemplate(template);
            return set;
          });

  public static final WorkloadKind<DaemonSet> DAEMON_SET =
      new WorkloadKind<>(
          DaemonSet.class,
          "spec.template",
          set -> set.getSpec() == null ? null : set.getSpec().getTemplate(),
          (metadata, template) -> {
            DaemonSet set = new DaemonSet();
            set.setMetadata(metadata);
            set.setSpec(new DaemonSetSpec());
            set.getSpec().setTemplate(template);
            return set;
          });

  public static final WorkloadKind<CronJob> CRON_JOB =
      new WorkloadKind<>(
          CronJob.class,
          "spec.jobTemplate.spec.template",
          job ->
              job.getSpec() == null || job.getSpec().getJobTemplate().getSpec() == null
                  ? null
                  : job.getSpec().getJobTemplate().getSpec().getTemplate(),
          (metadata, template) -> {
            CronJob job = new CronJob();
            job.setMetadata(metadata);
            job.setSpec(new CronJobSpec());
            job.getSpec().setJobTemplate(new JobTemplateSpec());
            job.getSpec().getJobTemplate().setSpec(new JobSpec());
            job.getSpec().getJobTemplate().getSpec().setTemplate(template);
            return job;
          });

  /** Every kind that is watched. */
  public static final List<WorkloadKind<?>> ALL =
      List.of(DEPLOYMENT, STATEFUL_SET, DAEMON_SET, CRON_JOB);

  /**
   * What the workload would start.
   *
   * @param nodes which of them run Windows
   */
  public PodSnapshot snapshot(T workload, WindowsNodes nodes) {
    return Marker.of(workload)
        .map(PodSnapshot::withheld)
        .orElseGet(() ->
            PodSnapshots.ofTemplate(
                type.getSimpleName() + "/" + workload.getMetadata().getName(),
                templateLabels(workload),
                podSpec(workload),
                nodes));
  }

  Map<String, String> templateLabels(T workload) {
    PodTemplateSpec template = this.template.apply(workload);
    return template == null || template.getMetadata() == null
        ? Map.of()
        : Objects.requireNonNullElse(template.getMetadata().getLabels(), Map.of());
  }

  @Nullable PodSpec podSpec(T workload) {
    PodTemplateSpec template = this.template.apply(workload);
    return template == null ? null : template.getSpec();
  }

  T rebuild(ObjectMeta metadata, Map<String, String> labels, @Nullable PodSpec spec) {
    PodTemplateSpec template = new PodTemplateSpec();
    template.setMetadata(EmptyModels.metadata());
    template.getMetadata().setLabels(labels);
    template.setSpec(spec);
    template.setAdditionalProperties(Map.of());
    return build.apply(metadata, template);
  }
}
