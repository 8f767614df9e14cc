package io.securitybaseline.report;

import io.securitybaseline.control.Finding;

/**
 * A finding that the users of a namespace can act on.
 *
 * @param subject such as {@code RoleBinding web}, or {@link #WHOLE}
 */
public record TenantFinding(String subject, Finding finding) {

  /** The subject is the reconciled object itself. */
  public static final String WHOLE = "";
}
