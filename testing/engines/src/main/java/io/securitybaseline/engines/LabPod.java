package io.securitybaseline.engines;

/**
 * A pod as the network has it.
 *
 * @param ip its IPv4 address; the node's for a pod on the host network
 * @param allowed the value of its label {@code needs-imds}, perhaps empty
 */
record LabPod(PodId id, String ip, boolean hostNetwork, String allowed) {}
