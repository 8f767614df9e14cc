package io.securitybaseline.facts.otherkinds;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.securitybaseline.facts.watch.EmptyModels;

/** What is kept of the metadata of an object. */
final class KeptIdentity {

  private KeptIdentity() {}

  static ObjectMeta of(ObjectMeta from) {
    ObjectMeta kept = EmptyModels.metadata();
    kept.setName(from.getName());
    kept.setNamespace(from.getNamespace());
    kept.setResourceVersion(from.getResourceVersion());
    return kept;
  }
}
