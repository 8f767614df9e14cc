package io.securitybaseline.facts;

import java.util.Optional;

/**
 * One node as far as its reboots, its image and its versions are concerned. Texts that the node
 * does not carry are empty.
 *
 * @param os {@code Linux}, {@code Windows} or another value of the kubelet
 * @param architecture by its label, such as {@code amd64}
 * @param image the version of its image, by the label that AKS sets
 * @param osImage the name that the operating system reports
 * @param kernel the running kernel, which a live patch does not change
 * @param kubeletVersion as in {@code v1.36.3}
 * @param kuredInProgress since when kured, with {@code --annotate-nodes}, drains and reboots the
 *     node, as it wrote it
 */
public record NodeSnapshot(
    String name,
    String uid,
    NodePool pool,
    String os,
    String architecture,
    String image,
    String osImage,
    String kernel,
    String kubeletVersion,
    Optional<RebootCondition> rebootCondition,
    String kuredInProgress,
    LivePatch livePatch) {

  /**
   * The node condition {@code RebootRequired}, which the node problem detector of the operator's
   * Helm chart sets. Times are RFC 3339.
   *
   * @param status {@code True}, {@code False} or {@code Unknown}
   * @param heartbeat when it was last confirmed
   */
  public record RebootCondition(
      String status, String transition, String heartbeat, String message) {}

  /**
   * What AKS writes on nodes of the channel SecurityPatch.
   *
   * @param golden the package snapshot that the node should have, as in {@code 20250623T000000Z}
   * @param current the one that it has
   * @param securityPatch when it was last re-imaged for security
   */
  public record LivePatch(String golden, String current, String securityPatch) {}
}
