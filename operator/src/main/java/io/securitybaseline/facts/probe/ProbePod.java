package io.securitybaseline.facts.probe;

import java.util.Map;

/**
 * A pod with the label of probes. Texts that it does not have are empty.
 *
 * @param version its resourceVersion
 * @param asks what it was created to find out, by the name of its annotation without the prefix
 * @param created when it was created, RFC 3339
 * @param leaving whether it is being deleted
 * @param phase such as {@code Running}
 * @param finished when its container ended, RFC 3339
 * @param message the termination message, cut; written by the pod
 * @param trouble why it does not run
 */
public record ProbePod(
    String namespace,
    String name,
    String uid,
    String version,
    Map<String, String> asks,
    String created,
    boolean leaving,
    String phase,
    String finished,
    String message,
    String trouble) {

  public ProbePod {
    asks = Map.copyOf(asks);
  }

  ProbePod at(String resourceVersion) {
    return new ProbePod(
        namespace,
        name,
        uid,
        resourceVersion,
        asks,
        created,
        leaving,
        phase,
        finished,
        message,
        trouble);
  }

  /** Whether it has ended for good. */
  public boolean isFinished() {
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }
}
