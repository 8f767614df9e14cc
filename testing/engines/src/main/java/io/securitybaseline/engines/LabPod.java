package io.securitybaseline.engines;

/**
 * A pod as the network has it.
 *
 * @param ip its IPv4 address; the node's for a pod on the host network
 * @param allowed the baseline lets it use the metadata service
 */
record LabPod(PodId id, String ip, boolean hostNetwork, boolean allowed) {}
