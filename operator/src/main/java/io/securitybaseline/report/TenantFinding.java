package io.securitybaseline.report;

import io.securitybaseline.control.Finding;

/**
 * A finding that the people of a namespace can act on.
 *
 * @param subject such as {@code RoleBinding web}; empty where it is the reconciled object itself
 */
public record TenantFinding(String subject, Finding finding) {}
