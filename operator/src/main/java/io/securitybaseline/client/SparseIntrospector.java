package io.securitybaseline.client;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.Map;
import java.util.Set;

/** Makes Jackson skip the fields of models that are not read. What is written stays whole. */
final class SparseIntrospector extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1;

  private final transient Map<Class<?>, Set<String>> fields;

  /**
   * @param fields the names of those that are read, by model
   */
  SparseIntrospector(Map<Class<?>, Set<String>> fields) {
    this.fields = fields;
  }

  @Override
  public JsonIncludeProperties.Value findPropertyInclusionByName(
      MapperConfig<?> config, Annotated annotated) {
    Set<String> names =
        config instanceof DeserializationConfig && annotated instanceof AnnotatedClass
            ? fields.get(annotated.getRawType())
            : null;
    return names == null
        ? super.findPropertyInclusionByName(config, annotated)
        : new Included(names);
  }

  private static final class Included extends JsonIncludeProperties.Value {

    private static final long serialVersionUID = 1;

    Included(Set<String> names) {
      super(names);
    }
  }
}
