package io.securitybaseline.client;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Watch;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reduces objects as soon as they are read. A page of a list is read as a whole, and as objects it
 * takes several times the memory of its JSON.
 */
final class ReduceOnReading extends BeanDeserializerModifier {

  private static final long serialVersionUID = 1;

  /** Characters of JSON. Ordinary objects are smaller, and are kept as they were read. */
  private static final long LARGE = 64 << 10;

  private final transient Map<Class<?>, Reduction<?>> reductions = new HashMap<>();

  private ReduceOnReading() {}

  /** As the declarations ask for each object. */
  static ReduceOnReading each(Collection<? extends Watch<?>> watches) {
    ReduceOnReading modifier = new ReduceOnReading();
    watches.forEach(modifier::each);
    return modifier;
  }

  /** The same, and large objects are reduced to what the caches keep. */
  static ReduceOnReading eachAndLarge(Collection<? extends Watch<?>> watches) {
    ReduceOnReading modifier = each(watches);
    Interners interners = Interners.create();
    Map<Class<?>, Long> caches =
        watches.stream()
            .collect(Collectors.groupingBy(watch -> watch.kind().type(), Collectors.counting()));
    watches.stream()
        .filter(watch -> watch.form().reducesLargeOnReading())
        // What another cache keeps of the same object would be lost.
        .filter(watch -> caches.getOrDefault(watch.kind().type(), 0L) == 1)
        .forEach(watch -> modifier.large(watch, interners));
    return modifier;
  }

  private <T extends HasMetadata> void each(Watch<T> watch) {
    watch
        .form()
        .onReading()
        .ifPresent(step -> reductions.put(watch.kind().type(), new Reduction<>(step, 0)));
  }

  private <T extends HasMetadata> void large(Watch<T> watch, Interners interners) {
    reductions.put(watch.kind().type(), new Reduction<>(watch.reduction(interners), LARGE));
  }

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
    Reduction<?> reduction = reductions.get(bean.getBeanClass());
    if (reduction != null) {
      return reduced(deserializer, reduction);
    }
    // What an object was reduced to is written as its kind, and read as its kind.
    return reductions.containsKey(bean.getBeanClass().getSuperclass())
        ? new OfKind(bean.getBeanClass().getSuperclass())
        : deserializer;
  }

  private static <T extends HasMetadata> JsonDeserializer<?> reduced(
      JsonDeserializer<?> deserializer, Reduction<T> reduction) {
    return new Reduced<>(deserializer, reduction);
  }

  /**
   * What becomes of an object.
   *
   * @param above characters of JSON of which an object has more
   */
  private record Reduction<T extends HasMetadata>(UnaryOperator<T> step, long above) {}

  private static final class OfKind extends StdDeserializer<Object> {

    private static final long serialVersionUID = 1;

    OfKind(Class<?> kind) {
      super(kind);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return context.readValue(parser, handledType());
    }
  }

  private static final class Reduced<T extends HasMetadata> extends DelegatingDeserializer {

    private static final long serialVersionUID = 1;

    private final transient Reduction<T> reduction;

    Reduced(JsonDeserializer<?> deserializer, Reduction<T> reduction) {
      super(deserializer);
      this.reduction = reduction;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
      return new Reduced<>(deserializer, reduction);
    }

    @Override
    @SuppressWarnings("unchecked") // the deserializer of this kind
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      long from = offset(parser);
      T object = (T) super.deserialize(parser, context);
      return offset(parser) - from >= reduction.above() && object.getMetadata() != null
          ? reduction.step().apply(object)
          : object;
    }

    private static long offset(JsonParser parser) {
      JsonLocation location = parser.currentLocation();
      return Math.max(location.getByteOffset(), location.getCharOffset());
    }
  }
}
