package io.securitybaseline.control;

import io.securitybaseline.api.SecurityBaselineSpec;

/**
 * The baseline that is to be met.
 *
 * @param uid of the SecurityBaseline object; marks what it makes as its own
 */
public record Baseline(String uid, SecurityBaselineSpec spec) {}
