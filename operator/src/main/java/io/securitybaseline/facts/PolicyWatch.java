package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is read of network policies. */
public final class PolicyWatch {

  private static final long PAGE = 500;

  /** Without ingress: it does not matter to which policies are the operator's own. */
  private static final List<String> COMPARED =
      List.of("spec.podSelector", "spec.policyTypes", "spec.egress");

  private PolicyWatch() {}

  /**
   * All network policies. A tenant can fill a page with policies of which each takes tens of
   * megabytes once it is read whole; so each is reduced before the next one is read.
   *
   * @param comparesSpec whether the spec of policies of this name is compared with another
   */
  public static Watch<NetworkPolicy> comparing(Predicate<String> comparesSpec) {
    return Watch.of(
            NetworkPolicy.class,
            Concern.NAMESPACE,
            List.of(
                Field.uid(),
                Field.deletion(),
                Field.of("metadata.generation", PolicySnapshot::isEdited),
                Field.of("metadata.finalizers", Deletion::blockers),
                Field.of(
                    marks("metadata.labels", OwnMarks.LABELS),
                    policy -> OwnMarks.labels(policy.getMetadata().getLabels())),
                Field.of(
                    marks("metadata.annotations", OwnMarks.ANNOTATIONS),
                    policy -> OwnMarks.annotations(policy.getMetadata().getAnnotations())),
                Field.of(
                    List.of("spec.podSelector", "spec.policyTypes", "spec.egress", "spec.ingress"),
                    policy -> PolicySnapshot.of(policy).egress()),
                Field.of("spec.egress", KeptPolicy::peers),
                Field.of(COMPARED, policy -> KeptPolicy.of(policy, comparesSpec).getSpec())),
            Form.<NetworkPolicy>reduced(
                    interners -> new Pruning(interners).networkPolicies(comparesSpec))
                .onReading(new PolicyReader(comparesSpec)))
        .paged(PAGE)
        .budgeted();
  }

  private static List<String> marks(String path, Set<String> names) {
    return names.stream().sorted().map(name -> path + "[" + name + "]").toList();
  }
}
