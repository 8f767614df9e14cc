package io.securitybaseline.facts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;

/**
 * Which fields of the large kinds are read at all: no others are made into objects, not even for a
 * moment. At least what {@link Pruning} keeps. Only kinds that the operator never writes may be cut
 * down, for what is not read is not sent either.
 */
public final class SparseMixIns {

  private SparseMixIns() {}

  /** Configures a mapper to skip all other fields. */
  public static void only(ObjectMapper mapper) {
    mapper
        .addMixIn(ObjectMeta.class, WithoutManagedFields.class)
        .addMixIn(PodSpec.class, OfPodSpec.class)
        .addMixIn(Container.class, OfContainer.class)
        .addMixIn(PodStatus.class, OfPodStatus.class)
        .addMixIn(NodeSpec.class, OfNodeSpec.class)
        .addMixIn(Taint.class, OfTaint.class)
        .addMixIn(NodeStatus.class, OfNodeStatus.class)
        .addMixIn(NodeSystemInfo.class, OfNodeSystemInfo.class)
        .addMixIn(NodeCondition.class, OfNodeCondition.class)
        .addMixIn(NodeAddress.class, OfNodeAddress.class)
        .addMixIn(CustomResourceDefinition.class, WithoutSpec.class)
        .addMixIn(CronJob.class, WithoutStatus.class)
        .addMixIn(CronJobSpec.class, OfCronJobSpec.class)
        .addMixIn(JobSpec.class, TemplateAlone.class);
    mapper
        .addMixIn(Deployment.class, WithoutStatus.class)
        .addMixIn(DeploymentSpec.class, TemplateAlone.class)
        .addMixIn(StatefulSet.class, WithoutStatus.class)
        .addMixIn(StatefulSetSpec.class, TemplateAlone.class)
        .addMixIn(DaemonSetStatus.class, OfDaemonSetStatus.class)
        .addMixIn(DaemonSetSpec.class, TemplateAlone.class);
  }

  @JsonIgnoreProperties("managedFields")
  private interface WithoutManagedFields {}

  @JsonIncludeProperties({"hostNetwork", "nodeName", "nodeSelector", "os", "containers"})
  private interface OfPodSpec {}

  /** The image reports the version of an agent. */
  @JsonIncludeProperties({"name", "image"})
  private interface OfContainer {}

  @JsonIncludeProperties("phase")
  private interface OfPodStatus {}

  @JsonIncludeProperties({"podCIDRs", "taints"})
  private interface OfNodeSpec {}

  @JsonIncludeProperties("key")
  private interface OfTaint {}

  @JsonIncludeProperties({"addresses", "conditions", "nodeInfo"})
  private interface OfNodeStatus {}

  @JsonIncludeProperties({"kernelVersion", "kubeletVersion", "operatingSystem", "osImage"})
  private interface OfNodeSystemInfo {}

  @JsonIncludeProperties({"type", "status", "message", "lastHeartbeatTime", "lastTransitionTime"})
  private interface OfNodeCondition {}

  @JsonIncludeProperties({"type", "address"})
  private interface OfNodeAddress {}

  @JsonIgnoreProperties("spec")
  private interface WithoutSpec {}

  @JsonIgnoreProperties("status")
  private interface WithoutStatus {}

  @JsonIncludeProperties({
    "desiredNumberScheduled",
    "numberReady",
    "observedGeneration",
    "updatedNumberScheduled"
  })
  private interface OfDaemonSetStatus {}

  @JsonIncludeProperties("jobTemplate")
  private interface OfCronJobSpec {}

  @JsonIncludeProperties("template")
  private interface TemplateAlone {}
}
