package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.securitybaseline.facts.AdmissionSnapshot;
import io.securitybaseline.module.ResourceReader;
import java.util.function.Function;

/** The operator's admission policies and their bindings, where the API server serves them. */
final class AdmissionPolicyLister {

  private final ResourceReader resources;

  AdmissionPolicyLister(ResourceReader resources) {
    this.resources = resources;
  }

  /** Makes the snapshot of the policy with this name. */
  Function<CurrentSituation.Revision, AdmissionSnapshot> named(String name) {
    return revision ->
        new AdmissionSnapshot(
            resources.serves(ValidatingAdmissionPolicy.class),
            resources.find(ValidatingAdmissionPolicy.class, name).orElse(null),
            resources.find(ValidatingAdmissionPolicyBinding.class, name).orElse(null),
            revision.situation().access().entra(),
            revision.situation().today(),
            revision.situation().rolloutMatchesNothing());
  }
}
