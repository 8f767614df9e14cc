package io.securitybaseline.cli.plan;

/**
 * What a plan does not evaluate.
 *
 * @param file where it is written
 * @param object namespace, kind and name; empty if it is not about one object
 * @param reason in one word
 * @param message why, and how to have it evaluated
 */
record Skipped(String file, String object, String reason, String message) {}
