package io.securitybaseline.client;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.facts.BindingPruning;
import io.securitybaseline.facts.Pruning;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.watch.Keeping;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reduces a large object to what the caches keep as soon as it is read. A page of a list is read as
 * a whole, and as objects it takes several times the memory of its JSON.
 */
final class PruneLarge extends BeanDeserializerModifier {

  private static final long serialVersionUID = 1;

  /** Characters of JSON. Ordinary objects are smaller, and read as they were. */
  private static final long LARGE = 64 << 10;

  private final transient Map<Class<?>, Keeping<?>> kinds = new HashMap<>();

  PruneLarge() {
    Pruning pruning = new Pruning();
    BindingPruning bindings = new BindingPruning();
    kinds.put(Pod.class, pruning.pods());
    kinds.put(RoleBinding.class, bindings.roleBindings());
    kinds.put(ClusterRoleBinding.class, bindings.clusterRoleBindings());
    WorkloadKind.ALL.stream()
        .filter(kind -> kind.type() != DaemonSet.class) // the images of agents are read
        .forEach(kind -> kinds.put(kind.type(), pruning.workloads(kind)));
  }

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
    Keeping<?> keeping = kinds.get(bean.getBeanClass());
    return keeping == null ? deserializer : new Pruned<>(deserializer, keeping);
  }

  private static final class Pruned<T extends HasMetadata> extends DelegatingDeserializer {

    private static final long serialVersionUID = 1;

    private final transient Keeping<T> keeping;

    Pruned(JsonDeserializer<?> deserializer, Keeping<T> keeping) {
      super(deserializer);
      this.keeping = keeping;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
      return new Pruned<>(deserializer, keeping);
    }

    @Override
    @SuppressWarnings("unchecked") // the deserializer of this kind
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      long from = offset(parser);
      T object = (T) super.deserialize(parser, context);
      return offset(parser) - from > LARGE && object.getMetadata() != null
          ? keeping.apply(object)
          : object;
    }

    private static long offset(JsonParser parser) {
      JsonLocation location = parser.currentLocation();
      return Math.max(location.getByteOffset(), location.getCharOffset());
    }
  }
}
