package io.securitybaseline.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.Collection;

/**
 * Reads that there is an object, and nothing of it. Jackson would find out how to read each of its
 * fields first, and load the builders of the model for that.
 */
final class PresentObject<T> extends StdDeserializer<T> {

  private static final long serialVersionUID = 1;

  private final transient Constructor<T> empty;

  private PresentObject(Class<T> model) {
    super(model);
    try {
      this.empty = model.getConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(model + " has no constructor without parameters", e);
    }
  }

  /** Reads objects of the models so. */
  static Module module(Collection<Class<?>> models) {
    SimpleModule module = new SimpleModule("present objects");
    models.forEach(model -> add(module, model));
    return module;
  }

  private static <T> void add(SimpleModule module, Class<T> model) {
    module.addDeserializer(model, new PresentObject<>(model));
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      Class<T> model = empty.getDeclaringClass();
      return model.cast(context.handleUnexpectedToken(model, parser));
    }
    parser.skipChildren();
    try {
      return empty.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }
}
