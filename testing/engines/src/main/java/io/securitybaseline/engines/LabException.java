package io.securitybaseline.engines;

import org.jspecify.annotations.Nullable;

/** The lab itself does not work; this says nothing about an engine or the operator. */
final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LabException(String message) {
    super(message);
  }

  LabException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
