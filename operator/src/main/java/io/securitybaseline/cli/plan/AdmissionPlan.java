package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.AdmissionSnapshot;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The admission policies that would be made. Whether the API server serves the kind is not asked.
 */
final class AdmissionPlan {

  private final Inventory inventory;
  private final Baseline baseline;
  private final Entra entra;
  private final LocalDate today;

  AdmissionPlan(Inventory inventory, Baseline baseline, Entra entra, LocalDate today) {
    this.inventory = inventory;
    this.baseline = baseline;
    this.entra = entra;
    this.today = today;
  }

  Stream<Planned> plan(ControlId id, Control<AdmissionSnapshot> control, String name) {
    AdmissionSnapshot seen =
        new AdmissionSnapshot(
            true,
            find(ValidatingAdmissionPolicy.class, name),
            find(ValidatingAdmissionPolicyBinding.class, name),
            entra,
            today,
            false);
    return Planned.of(id, "", control.evaluate(seen, baseline)).stream();
  }

  private <T extends HasMetadata> @Nullable T find(Class<T> kind, String name) {
    return inventory.all(kind).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElse(null);
  }
}
