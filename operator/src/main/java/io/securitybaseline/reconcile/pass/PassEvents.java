package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.control.Change;
import io.securitybaseline.report.TenantFinding;
import java.util.List;

/** Publishes events about reconciled objects. */
public interface PassEvents {

  /** A change was made in the object, or to it. */
  void applied(HasMetadata about, Change change);

  /**
   * The findings of one control that the users of a namespace can act on.
   *
   * @param before those of the last pass
   */
  void found(HasMetadata about, List<TenantFinding> before, List<TenantFinding> now);
}
