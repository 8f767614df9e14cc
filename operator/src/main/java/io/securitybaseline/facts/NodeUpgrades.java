package io.securitybaseline.facts;

import java.util.Optional;

/**
 * What is known, from outside the nodes, of how they are upgraded.
 *
 * @param controlPlaneVersion of the API server, as in {@code v1.36.3}
 * @param latestImages by pool, from Azure
 * @param channel the cluster's node OS upgrade channel, from Azure: {@code None}, {@code
 *     Unmanaged}, {@code SecurityPatch} or {@code NodeImage}
 * @param endOfLife until when operating systems are supported
 */
public record NodeUpgrades(
    Optional<String> controlPlaneVersion,
    LatestImages latestImages,
    Optional<String> channel,
    EndOfLife endOfLife) {}
