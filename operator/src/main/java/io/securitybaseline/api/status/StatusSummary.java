package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.securitybaseline.api.spec.ApiRecord;
import io.securitybaseline.api.spec.Mode;
import org.jspecify.annotations.Nullable;

/** What {@code kubectl get} shows. */
@ApiRecord
public record StatusSummary(
    @JsonPropertyDescription("The mode in effect.") @Nullable Mode mode,
    @JsonPropertyDescription("Restricted user namespaces out of all: 198/200.")
        @Nullable String instanceMetadata,
    @JsonPropertyDescription("Number of bindings that reference users.")
        @Nullable Integer userBindings,
    @JsonPropertyDescription("Number of nodes that need a reboot; absent if no node reports it.")
        @Nullable Integer rebootRequired,
    @JsonPropertyDescription(
            "Number of nodes with an outdated image; absent if no node reports its image.")
        @Nullable Integer outdatedImages,
    @JsonPropertyDescription(
            "User namespaces that meet the Pod Security Standard, out of all: 190/200.")
        @Nullable String podSecurity,
    @JsonPropertyDescription("The findings, in one sentence.") @Nullable String message,
    @JsonPropertyDescription("What to do next, in one sentence; absent if nothing is left to do.")
        @Nullable String next) {

  /** Without a next step. */
  public StatusSummary(
      @Nullable Mode mode,
      @Nullable String instanceMetadata,
      @Nullable Integer userBindings,
      @Nullable Integer rebootRequired,
      @Nullable Integer outdatedImages,
      @Nullable String podSecurity,
      @Nullable String message) {
    this(
        mode,
        instanceMetadata,
        userBindings,
        rebootRequired,
        outdatedImages,
        podSecurity,
        message,
        null);
  }

  /** The same with the next step. */
  public StatusSummary withNext(@Nullable String step) {
    return new StatusSummary(
        mode,
        instanceMetadata,
        userBindings,
        rebootRequired,
        outdatedImages,
        podSecurity,
        message,
        step);
  }

  /** A summary of nothing but the mode and the message. */
  public static StatusSummary of(Mode mode, String message) {
    return new StatusSummary(mode, null, null, null, null, null, message);
  }

  /** The same under another mode and with another message. */
  public StatusSummary with(Mode newMode, String newMessage) {
    return new StatusSummary(
        newMode,
        instanceMetadata,
        userBindings,
        rebootRequired,
        outdatedImages,
        podSecurity,
        newMessage,
        next);
  }

  /**
   * The same with the restricted namespaces.
   *
   * @param restricted of all: {@code 198/200}
   */
  public StatusSummary withInstanceMetadata(String restricted) {
    return new StatusSummary(
        mode, restricted, userBindings, rebootRequired, outdatedImages, podSecurity, message, next);
  }

  /** The same with the bindings that reference users directly. */
  public StatusSummary withUserBindings(int count) {
    return new StatusSummary(
        mode, instanceMetadata, count, rebootRequired, outdatedImages, podSecurity, message, next);
  }

  /** The same with the counts of nodes; null where no node reports. */
  public StatusSummary withNodes(@Nullable Integer reboots, @Nullable Integer images) {
    return new StatusSummary(
        mode, instanceMetadata, userBindings, reboots, images, podSecurity, message, next);
  }

  /**
   * The same with the namespaces that meet the Pod Security Standard.
   *
   * @param met of all: {@code 190/200}
   */
  public StatusSummary withPodSecurity(String met) {
    return new StatusSummary(
        mode, instanceMetadata, userBindings, rebootRequired, outdatedImages, met, message, next);
  }
}
