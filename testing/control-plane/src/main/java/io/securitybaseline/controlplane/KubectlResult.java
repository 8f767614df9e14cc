package io.securitybaseline.controlplane;

/**
 * What one call of kubectl came to.
 *
 * @param exitCode 0 if kubectl was content
 * @param stdout all it wrote to its standard output
 * @param stderr all it wrote to its standard error output
 */
public record KubectlResult(int exitCode, String stdout, String stderr) {

  /**
   * The standard output of a call that has to succeed.
   *
   * @throws ControlPlaneException if the exit code is not 0; the message is what kubectl said
   */
  public String orThrow() {
    if (exitCode != 0) {
      throw new ControlPlaneException("kubectl ended with " + exitCode + ": " + stderr.strip());
    }
    return stdout;
  }
}
