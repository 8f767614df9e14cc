package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.securitybaseline.facts.usage.AccountUsage;
import io.securitybaseline.facts.usage.PodUsage;
import io.securitybaseline.facts.watch.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is kept of pods and templates to find evidence in that they use instance metadata. */
public final class UsageDigests {

  private static final String NAME = "usage";

  /** Kinds of which the template is evaluated, and not each pod: nothing is kept of those. */
  private static final Set<String> EVALUATED = Set.of("ReplicaSet", "StatefulSet", "DaemonSet");

  /** Of pods that no evaluated template has created. */
  public static final Digest<Pod, PodUsage> PODS =
      new Digest<>(
          NAME,
          PodUsage.class,
          Stream.concat(
                  Stream.of(
                      "metadata.labels",
                      "metadata.ownerReferences.controller",
                      "metadata.ownerReferences.kind",
                      "metadata.ownerReferences.name"),
                  paths("spec"))
              .toList(),
          UsageDigests::ofPod,
          PodUsage::bytes);

  /** Of the accounts that pods run as. */
  static final Digest<ServiceAccount, AccountUsage> ACCOUNTS =
      new Digest<>(
          NAME,
          AccountUsage.class,
          List.of("metadata.annotations"),
          AccountUsage::of,
          AccountUsage::bytes);

  private static final Map<WorkloadKind<?>, Digest<?, PodUsage>> TEMPLATES = templates();

  /** Of the templates of a kind. */
  @SuppressWarnings("unchecked") // as put in below
  public static <T extends HasMetadata> Digest<T, PodUsage> of(WorkloadKind<T> kind) {
    return (Digest<T, PodUsage>) Objects.requireNonNull(TEMPLATES.get(kind));
  }

  private static Map<WorkloadKind<?>, Digest<?, PodUsage>> templates() {
    Map<WorkloadKind<?>, Digest<?, PodUsage>> digests = new HashMap<>();
    WorkloadKind.ALL.forEach(kind -> digests.put(kind, template(kind)));
    return Map.copyOf(digests);
  }

  private static <T extends HasMetadata> Digest<T, PodUsage> template(WorkloadKind<T> kind) {
    return new Digest<>(
        NAME,
        PodUsage.class,
        paths(kind.templatePath() + ".spec").toList(),
        workload -> PodUsage.of("", kind.podSpec(workload)),
        PodUsage::bytes);
  }

  private static Stream<String> paths(String spec) {
    return Stream.of(
        spec + ".serviceAccountName",
        spec + ".containers.env.name",
        spec + ".containers.image",
        spec + ".initContainers.env.name",
        spec + ".initContainers.image");
  }

  private UsageDigests() {}

  private static @Nullable PodUsage ofPod(Pod pod) {
    String owner = owner(pod);
    return EVALUATED.contains(owner) ? null : PodUsage.of(owner, pod.getSpec());
  }

  private static String owner(Pod pod) {
    List<OwnerReference> references = pod.getMetadata().getOwnerReferences();
    return references == null
        ? ""
        : references.stream()
            .filter(reference -> Boolean.TRUE.equals(reference.getController()))
            .filter(reference -> reference.getKind() != null)
            .findFirst()
            .map(reference -> owner(pod, reference))
            .orElse("");
  }

  private static String owner(Pod pod, OwnerReference owner) {
    return switch (owner.getKind()) {
      case "StatefulSet", "DaemonSet", "Node" -> owner.getKind();
      case "ReplicaSet" -> isOfDeployment(pod) ? owner.getKind() : named(owner);
      default -> named(owner);
    };
  }

  /** The controller of Deployments sets the label, and none that creates ReplicaSets alone does. */
  private static boolean isOfDeployment(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels != null && labels.containsKey("pod-template-hash");
  }

  private static String named(OwnerReference owner) {
    return owner.getKind() + "/" + owner.getName();
  }
}
