package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Optional;

/** Which network policy engine the user says the cluster has. */
public enum EngineChoice {
  /** Look in the cluster. */
  AUTO,
  /** Nothing enforces network policies. */
  NONE,
  AZURE_NPM,
  CALICO,
  CILIUM,
  /** One that implements NetworkPolicy as specified. */
  OTHER;

  /** The engine that the user names, if it is one that runs agents. */
  public Optional<NetworkEngine> engine() {
    return switch (this) {
      case AUTO, NONE, OTHER -> Optional.empty();
      case AZURE_NPM -> Optional.of(NetworkEngine.AZURE_NPM);
      case CALICO -> Optional.of(NetworkEngine.CALICO);
      case CILIUM -> Optional.of(NetworkEngine.CILIUM);
    };
  }

  /** A word we do not know looks for itself. */
  @JsonCreator
  static EngineChoice read(String text) {
    return Spelling.read(values(), text, AUTO);
  }

  @Override
  @JsonValue
  public String toString() {
    return Spelling.of(this);
  }
}
