package io.securitybaseline.module;

import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.control.ControlId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of a control that users see.
 *
 * @param id the name in the spec, in findings and in metrics; in lower case also the name of its
 *     package, of its docs page and of the folder with its cases
 * @param conditions the types of its status conditions, in the order of the status
 * @param exemptible the name of the control in exemptions; empty where nothing can be exempted
 * @param tenantReasons the reasons of findings that the users of a namespace can act on; events in
 *     the namespace report those
 */
public record ControlDescriptor(
    ControlId id,
    List<String> conditions,
    Optional<ExemptedControl> exemptible,
    Set<String> tenantReasons) {

  public ControlDescriptor {
    conditions = List.copyOf(conditions);
    tenantReasons = Set.copyOf(tenantReasons);
  }
}
