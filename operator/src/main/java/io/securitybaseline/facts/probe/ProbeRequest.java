package io.securitybaseline.facts.probe;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.facts.watch.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The annotation of a namespace by which a probe in it is requested. */
public record ProbeRequest() {

  /** Requests a probe in the namespace where it is {@code "true"}. */
  public static final String ANNOTATION = "securitybaseline.io/probe";

  /** What is kept of a namespace. */
  public static final Digest<Namespace, ProbeRequest> DIGEST =
      new Digest<>(
          "probe-request",
          ProbeRequest.class,
          List.of("metadata.annotations[" + ANNOTATION + "]"),
          ProbeRequest::of,
          _ -> Long.BYTES);

  private static @Nullable ProbeRequest of(Namespace namespace) {
    Map<String, String> annotations = namespace.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(ANNOTATION))
        ? new ProbeRequest()
        : null;
  }
}
