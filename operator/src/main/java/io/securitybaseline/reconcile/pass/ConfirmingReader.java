package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.module.ResourceReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reader that also has what the API server returned for the evaluation that confirms another.
 *
 * @param objects as the API server returned them, by kind
 */
record ConfirmingReader(
    ResourceReader cached, Map<Class<? extends HasMetadata>, List<? extends HasMetadata>> objects)
    implements ForwardingReader {

  ConfirmingReader {
    objects = Map.copyOf(objects);
  }

  @Override
  public <T extends HasMetadata> Optional<List<T>> live(Class<T> kind) {
    return Optional.ofNullable(objects.get(kind))
        .map(returned -> returned.stream().map(kind::cast).toList());
  }
}
