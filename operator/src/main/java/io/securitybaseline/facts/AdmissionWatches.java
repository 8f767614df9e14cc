package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.securitybaseline.facts.watch.Availability;
import io.securitybaseline.facts.watch.Kind;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;

/** What is read of the operator's admission policies: everything, to compare it. */
public final class AdmissionWatches {

  private AdmissionWatches() {}

  /** The policy with the name, and its binding with the same name. */
  public static List<Watch<?>> named(String name) {
    Availability availability = new Availability.SinceSomeVersion();
    return List.of(
        Watch.whole(Kind.of(ValidatingAdmissionPolicy.class), name, availability),
        Watch.whole(Kind.of(ValidatingAdmissionPolicyBinding.class), name, availability));
  }
}
