package io.securitybaseline.client;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.ClassStack;
import com.fasterxml.jackson.databind.type.TypeBindings;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;

/**
 * Jackson's types, without the interfaces of the client's models. Nothing that is read follows from
 * them, except for lists, and one of them names the builder of the model, which would be loaded
 * with everything in it.
 */
final class ModelTypes extends TypeFactory {

  private static final long serialVersionUID = 1;

  private static final JavaType[] NONE = {};

  /** As many as Jackson remembers by default. */
  private static final int MOST = 200;

  ModelTypes() {
    super(new LRUMap<>(16, MOST));
  }

  @Override
  protected JavaType[] _resolveSuperInterfaces(
      ClassStack context, Class<?> type, TypeBindings parameters) {
    return type.getName().startsWith(DeclaredFields.MODELS)
            && !KubernetesResourceList.class.isAssignableFrom(type)
        ? NONE
        : super._resolveSuperInterfaces(context, type, parameters);
  }
}
