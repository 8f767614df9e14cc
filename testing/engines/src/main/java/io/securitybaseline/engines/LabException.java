package io.securitybaseline.engines;

/** The lab itself does not work; this says nothing about an engine or the operator. */
final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LabException(String message) {
    super(message);
  }

  LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
