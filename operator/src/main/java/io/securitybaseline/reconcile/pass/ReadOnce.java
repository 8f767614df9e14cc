package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.module.ResourceReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the objects of each kind in a namespace once. In one pass over a scope, all controls so
 * evaluate the same lists, and do not search the caches again for each control.
 */
final class ReadOnce implements ForwardingReader {

  private final ResourceReader cached;
  private final Map<Of, List<?>> lists = new HashMap<>();

  ReadOnce(ResourceReader cached) {
    this.cached = cached;
  }

  private record Of(Class<?> kind, String namespace) {}

  @Override
  public ResourceReader cached() {
    return cached;
  }

  @Override
  @SuppressWarnings("unchecked") // as put in
  public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    return (List<T>)
        lists.computeIfAbsent(
            new Of(kind, namespace), _ -> List.copyOf(cached.inNamespace(kind, namespace)));
  }
}
