package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import org.jspecify.annotations.Nullable;

/** What a probe found out on the nodes of a pool. */
@ApiRecord
public record ProbeStatus(
    @JsonPropertyDescription(
            "The name of the node pool; or namespace/NAME, where the namespace requested a probe.")
        String pool,
    @JsonPropertyDescription("The architecture of its nodes, such as amd64.")
        @Nullable String architecture,
    @JsonPropertyDescription(
            "Blocked, Reached, Inconclusive, or NotProbed: Windows, or not probed yet.")
        String result,
    @JsonPropertyDescription("What answered, or why nothing is known.") @Nullable String message,
    @JsonPropertyDescription(
            "Whether the operator's policy was in place for the probe: InPlace or NotInPlace.")
        @Nullable String policy,
    @JsonPropertyDescription("The image of most nodes of the pool at that time.")
        @Nullable String nodeImage,
    @JsonPropertyDescription("The network policy engine at that time, with its version.")
        @Nullable String engine,
    @JsonPropertyDescription("When the probe ended.") @Nullable String time) {

  /** The result where the address was blocked. */
  public static final String BLOCKED = "Blocked";

  /** The result where there is none. */
  public static final String NOT_PROBED = "NotProbed";

  /** Where a namespace requested the probe, this and its name take the place of a pool. */
  public static final String NAMESPACE = "namespace/";

  /** Whether a namespace requested the probe, so that it shows nothing of other namespaces. */
  public boolean ofNamespace() {
    return pool.startsWith(NAMESPACE);
  }

  /** The same with another message, or without one. */
  public ProbeStatus withMessage(@Nullable String text) {
    return new ProbeStatus(pool, architecture, result, text, policy, nodeImage, engine, time);
  }
}
