package io.securitybaseline.controls.instancemetadata.engine;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Dialect;
import io.securitybaseline.facts.egress.NpmTranslation;
import io.securitybaseline.facts.egress.Reading;
import java.time.Duration;

/**
 * Azure NPM for Linux, v1.6.48. Selectors of pods match as in Kubernetes. New pods are covered
 * within 50 ms after their address is known; while NPM restarts, every pod is open.
 */
public record AzureNpmModel() implements EngineModel {

  /** Deletions 0.6 s after the creation of the successor were never open, those before were. */
  private static final Duration LEAD = Duration.ofSeconds(2);

  @Override
  public Effect effect(PolicySnapshot policy) {
    return switch (policy.egress().npm().result()) {
      case PROGRAMMED -> Effect.AS_WRITTEN;
      case TOO_LARGE -> Effect.NONE;
      case UNTRANSLATABLE -> policy.isEdited() ? Effect.EARLIER_FORM : Effect.NONE;
      case UNCERTAIN -> policy.isEdited() ? Effect.EARLIER_FORM : Effect.UNCERTAIN;
    };
  }

  @Override
  public Reading reading(PolicySnapshot policy) {
    return policy.egress().in(Dialect.AZURE_NPM);
  }

  @Override
  public boolean programs(NetworkPolicy own) {
    return NpmTranslation.of(own).result() == NpmTranslation.Result.PROGRAMMED;
  }

  /** An update in place leaves pods open for up to 0.56 s. */
  @Override
  public Update update() {
    return new Update.BySuccessor(LEAD);
  }

  /** Azure NPM for Windows leaves out a policy that uses what it does not support. */
  @Override
  public boolean enforcesOnWindows(PolicySnapshot policy) {
    return policy.egress().features().isEmpty();
  }
}
