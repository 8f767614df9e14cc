package io.securitybaseline.report.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.securitybaseline.control.Ownership;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as an object. It has no time of its own, so that it stays the same for as long as the
 * findings do; the hash of its content is an annotation, so that its metadata shows whether it is
 * current.
 */
public final class PolicyReport {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HASH_BYTES = 16;

  private PolicyReport() {}

  /**
   * What a report is about.
   *
   * @param namespace null for the cluster
   * @param uid of the namespace; empty for the cluster
   */
  public record Place(@Nullable String namespace, String uid) {

    /** The cluster as a whole. */
    public static final Place CLUSTER = new Place(null, "");
  }

  /**
   * The report.
   *
   * @param baselineUid of the baseline that it belongs to
   */
  public static GenericKubernetesResource of(
      ReportKind kind, Place place, ReportContent content, String baselineUid) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (kind == ReportKind.OPEN_REPORTS) {
      fields.put("source", Ownership.MANAGER);
    }
    if (place.namespace() != null) {
      fields.put("scope", scope(place));
    }
    fields.put("summary", content.summary());
    fields.put("results", content.results());
    GenericKubernetesResource report = new GenericKubernetesResource();
    report.setApiVersion(kind.apiVersion());
    report.setKind(kind.kind(place.namespace()));
    report.setMetadata(
        new ObjectMetaBuilder()
            .withName(ReportKind.NAME)
            .withNamespace(place.namespace())
            .withLabels(Ownership.labels(baselineUid))
            .withAnnotations(Map.of(ReportKind.HASH, hash(List.of(baselineUid, fields))))
            .build());
    report.setAdditionalProperties(fields);
    return report;
  }

  /** The hash of the content of a report; empty where it has none. */
  public static String hash(GenericKubernetesResource report) {
    Map<String, String> annotations = report.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(ReportKind.HASH, "");
  }

  private static Map<String, String> scope(Place place) {
    Map<String, String> scope = new LinkedHashMap<>();
    scope.put("apiVersion", "v1");
    scope.put("kind", "Namespace");
    scope.put("name", String.valueOf(place.namespace()));
    scope.put("uid", place.uid());
    return scope;
  }

  private static String hash(Object content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(content));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException("a report that cannot be sent", e);
    }
  }
}
