package io.securitybaseline.control;

import io.securitybaseline.api.spec.SecurityBaselineSpec;

/**
 * The baseline that is to be met.
 *
 * @param uid of the SecurityBaseline object; identifies the objects that the operator created for
 *     it
 */
public record Baseline(String uid, SecurityBaselineSpec spec) {}
