package io.securitybaseline.client;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.facts.watch.Watch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * JSON as the operator needs it: the client's own way loads the classes of every kind that
 * Kubernetes has, and reads all fields of everything.
 */
public final class SparseSerialization {

  private SparseSerialization() {}

  /**
   * For commands: objects are read with the declared fields.
   *
   * @param watches what is read of which kinds, each kind and selection once
   */
  public static KubernetesSerialization create(Collection<? extends Watch<?>> watches) {
    return create(
        watches,
        DeclaredFields.of(watches),
        List.of(ReduceOnReading.each(watches), ReadManagers.of(watches)));
  }

  /** For commands that ask which client wrote a field. */
  public static KubernetesSerialization createWithManagedFields(
      Collection<? extends Watch<?>> watches) {
    DeclaredFields.Read read = DeclaredFields.of(watches);
    Map<Class<?>, Set<String>> fields = new HashMap<>(read.fields());
    fields.remove(ObjectMeta.class);
    return create(
        watches,
        new DeclaredFields.Read(fields, read.present()),
        List.of(ReduceOnReading.each(watches)));
  }

  /** For the operator, which keeps of large objects even less. */
  public static KubernetesSerialization createPruning(Collection<? extends Watch<?>> watches) {
    return create(
        watches,
        DeclaredFields.of(watches),
        List.of(ReduceOnReading.eachAndLarge(watches), ReadManagers.of(watches)));
  }

  private static KubernetesSerialization create(
      Collection<? extends Watch<?>> watches,
      DeclaredFields.Read read,
      List<BeanDeserializerModifier> modifiers) {
    List<Class<? extends KubernetesResource>> kinds = kinds(watches);
    ObjectMapper mapper = new ObjectMapper(new SkippingJson());
    mapper.setTypeFactory(new ModelTypes());
    mapper.setAnnotationIntrospector(new SparseIntrospector(read.fields()));
    mapper.registerModule(PresentObject.module(read.present()));
    mapper.addMixIn(WatchEvent.class, StraightIntoItsKind.class);
    mapper.addMixIn(DefaultKubernetesResourceList.class, EmptyForNull.class);
    mapper.setConfig(WatchedObject.reading(mapper.getDeserializationConfig(), kinds));
    modifiers.forEach(modifier ->
        mapper.registerModule(
            new SimpleModule(modifier.getClass().getSimpleName())
                .setDeserializerModifier(modifier)));
    KubernetesSerialization json = new Salvaging(mapper);
    kinds.forEach(json::registerKubernetesResource);
    return json;
  }

  /**
   * What is watched, and what a watch that fails answers with. Events of any other kind are read as
   * generic objects first, and converted.
   */
  private static List<Class<? extends KubernetesResource>> kinds(
      Collection<? extends Watch<?>> watches) {
    return Stream.<Class<? extends KubernetesResource>>concat(
            Stream.of(Status.class, SecurityBaseline.class),
            watches.stream()
                .filter(watch -> !watch.kind().isGeneric())
                .map(watch -> watch.kind().type()))
        .distinct()
        .toList();
  }

  /** What Jackson is to read beside the annotations of the client. */
  interface StraightIntoItsKind {

    @JsonDeserialize(using = WatchedObject.class)
    void setObject(Object object);
  }

  /** A list of metadata that is empty has {@code items: null}. */
  abstract static class EmptyForNull<T> {

    @JsonSetter(nulls = Nulls.AS_EMPTY)
    abstract void setItems(List<T> items);
  }

  /** One object that cannot be read does not keep others from being read. */
  private static final class Salvaging extends KubernetesSerialization {

    private final ObjectReader events;
    private final Salvage salvage;
    private final ObjectMapper mapper;

    Salvaging(ObjectMapper mapper) {
      super(mapper, false);
      this.mapper = mapper;
      events = mapper.readerFor(WatchEvent.class);
      salvage = new Salvage(mapper);
    }

    /** A watch hands over text: the client's own way turns it into bytes and a stream first. */
    @Override
    public <T> T unmarshal(String text, Class<T> type) {
      if (type != WatchEvent.class) {
        return super.unmarshal(text, type);
      }
      try {
        return type.cast(events.readValue(text));
      } catch (JsonProcessingException e) {
        try {
          return type.cast(salvage.event(text));
        } catch (IOException | NoSuchElementException again) {
          e.addSuppressed(again);
          throw KubernetesClientException.launderThrowable(e);
        }
      }
    }

    @Override
    @SuppressWarnings("unchecked") // of the type that was asked for
    public <T> T unmarshal(InputStream answer, TypeReference<T> type) {
      try {
        return super.unmarshal(answer, type);
      } catch (RuntimeException e) {
        JavaType wanted = mapper.constructType(type);
        if (!wanted.isTypeOrSubTypeOf(KubernetesResourceList.class)
            || !(answer instanceof ByteArrayInputStream)) {
          throw e;
        }
        try {
          answer.reset();
          return (T) salvage.list(answer.readAllBytes(), wanted);
        } catch (IOException | RuntimeException again) {
          e.addSuppressed(again);
          throw e;
        }
      }
    }
  }
}
