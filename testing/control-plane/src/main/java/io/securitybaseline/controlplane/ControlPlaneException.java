package io.securitybaseline.controlplane;

/**
 * The control plane cannot be had or does not work: a binary cannot be found or built, a server
 * ended or did not become ready in time, a request was rejected. The message says what to do, or
 * holds the last lines of the server's log and the path of the whole.
 */
public final class ControlPlaneException extends RuntimeException {

  ControlPlaneException(String message) {
    super(message);
  }

  ControlPlaneException(String message, Throwable cause) {
    super(message, cause);
  }
}
