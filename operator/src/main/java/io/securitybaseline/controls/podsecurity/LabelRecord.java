package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.facts.watch.Digest;
import io.securitybaseline.facts.watch.Footprint;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a namespace that the operator has set, by the annotation that it sets together with
 * them. A label that has another value now is another client's. The annotation decides only which
 * labels the operator applies: the API server removes none that the operator does not own.
 *
 * @param labels by admission mode
 */
record LabelRecord(Map<AdmissionMode, LabelValue> labels) {

  /** {@code audit=restricted:latest,warn=restricted:latest} */
  static final String ANNOTATION = "securitybaseline.io/pod-security-labels";

  /** Characters of an annotation: more than it can have. */
  private static final int LONGEST = 256;

  static final Digest<Namespace, String> DIGEST =
      new Digest<>(
          "podSecurityLabels",
          String.class,
          List.of("metadata.annotations[%s]".formatted(ANNOTATION)),
          LabelRecord::annotation,
          Footprint::of);

  private static final LabelRecord NONE = new LabelRecord(Map.of());

  LabelRecord {
    labels = Map.copyOf(labels);
  }

  private static @Nullable String annotation(Namespace namespace) {
    Map<String, String> annotations = namespace.getMetadata().getAnnotations();
    String text = annotations == null ? null : annotations.get(ANNOTATION);
    return text == null || text.length() > LONGEST ? null : text;
  }

  static LabelRecord of(Namespace namespace) {
    return DIGEST.of(namespace).map(LabelRecord::of).orElse(NONE);
  }

  private static LabelRecord of(String text) {
    Map<AdmissionMode, LabelValue> labels = new EnumMap<>(AdmissionMode.class);
    for (String entry : text.split(",", -1)) {
      String[] parts = entry.split("[=:]", -1);
      if (parts.length == 3) {
        AdmissionMode.of(parts[0])
            .ifPresent(mode -> labels.put(mode, new LabelValue(parts[1], parts[2])));
      }
    }
    return new LabelRecord(labels);
  }

  boolean isEmpty() {
    return labels.isEmpty();
  }

  @Nullable LabelValue of(AdmissionMode mode) {
    return labels.get(mode);
  }

  /** The record as the annotation has it. */
  String text() {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(each ->
                each.getKey().key()
                    + "="
                    + each.getValue().level()
                    + ":"
                    + each.getValue().version())
            .collect(Collectors.joining(","));
  }
}
