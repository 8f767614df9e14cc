package io.securitybaseline.engines;

/**
 * A connection that was made during a watch.
 *
 * @param millis from the first to the last one that was made
 */
record Opening(Attempt attempt, long millis) {}
