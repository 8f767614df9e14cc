package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.facts.otherkinds.LabelSource.Label;
import java.util.Map;

/** The name and the labels of a namespace, which engines add to those of its pods. */
public record NamespaceIdentity(String name, Map<String, String> labels) {

  static final String NAME = "kubernetes.io/metadata.name";

  public NamespaceIdentity {
    labels = Map.copyOf(labels);
  }

  /** One of its labels; the API server sets the one with its name. */
  Label label(String key) {
    return Label.of(key.equals(NAME) ? name : labels.get(key));
  }
}
