package io.securitybaseline.engines;

/** One connection to try. */
record Attempt(LabPod from, Target to) {}
