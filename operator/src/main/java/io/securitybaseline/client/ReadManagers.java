package io.securitybaseline.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.securitybaseline.facts.watch.Watch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads {@code managedFields} of the kinds that declare it, and skips it in all others: it is most
 * of an object, and the model of the metadata is the same for all kinds. Of the fields of a manager
 * only the names at the top are read.
 */
final class ReadManagers extends BeanDeserializerModifier {

  private static final long serialVersionUID = 1;

  private static final String PROPERTY = "managedFields";

  private final transient Set<Class<?>> kinds;

  private ReadManagers(Set<Class<?>> kinds) {
    this.kinds = kinds;
  }

  static ReadManagers of(Collection<? extends Watch<?>> watches) {
    return new ReadManagers(
        watches.stream()
            .filter(
                watch -> watch.paths().anyMatch(path -> path.startsWith("metadata." + PROPERTY)))
            .map(watch -> watch.kind().type())
            .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public BeanDeserializerBuilder updateBuilder(
      DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
    SettableBeanProperty property = builder.findProperty(new PropertyName(PROPERTY));
    if (bean.getBeanClass() == ObjectMeta.class && property != null) {
      builder.addOrReplaceProperty(property.withValueDeserializer(new Entries(kinds)), true);
    }
    return builder;
  }

  private static final class Entries extends StdDeserializer<List<ManagedFieldsEntry>> {

    private static final long serialVersionUID = 1;

    private final transient Set<Class<?>> kinds;

    Entries(Set<Class<?>> kinds) {
      super(List.class);
      this.kinds = kinds;
    }

    @Override
    public List<ManagedFieldsEntry> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.isExpectedStartArrayToken()) {
        throw context.wrongTokenException(parser, List.class, JsonToken.START_ARRAY, PROPERTY);
      }
      if (!isRead(parser.getParsingContext())) {
        parser.skipChildren();
        return List.of();
      }
      List<ManagedFieldsEntry> entries = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.isExpectedStartObjectToken()) {
          entries.add(entry(parser));
        } else {
          parser.skipChildren();
        }
      }
      return entries;
    }

    /** The list is in the metadata, and these are in the object. */
    private boolean isRead(JsonStreamContext list) {
      JsonStreamContext metadata = list.getParent();
      JsonStreamContext object = metadata == null ? null : metadata.getParent();
      Object value = object == null ? null : object.getCurrentValue();
      return value != null && kinds.contains(value.getClass());
    }

    private static ManagedFieldsEntry entry(JsonParser parser) throws IOException {
      ManagedFieldsEntry entry = new ManagedFieldsEntry();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "manager" -> entry.setManager(parser.getValueAsString());
          case "operation" -> entry.setOperation(parser.getValueAsString());
          case "subresource" -> entry.setSubresource(parser.getValueAsString());
          case "time" -> entry.setTime(parser.getValueAsString());
          case "fieldsV1" -> entry.setFieldsV1(fields(parser));
          default -> {
            // Is not read.
          }
        }
        parser.skipChildren();
      }
      return entry;
    }

    private static FieldsV1 fields(JsonParser parser) throws IOException {
      FieldsV1 fields = new FieldsV1();
      if (parser.isExpectedStartObjectToken()) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          fields.setAdditionalProperty(parser.currentName(), Map.of());
          parser.nextToken();
          parser.skipChildren();
        }
      }
      return fields;
    }
  }
}
