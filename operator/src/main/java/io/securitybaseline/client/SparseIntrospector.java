package io.securitybaseline.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes Jackson skip the fields of models that are not read. What is written stays whole.
 *
 * <p>Jackson would also resolve the type of each field that is skipped, by the parameters of
 * constructors that it does not call, and by setters, to find out what becomes of null. Each type
 * loads a builder with everything in it: half of all classes of models, and memory in the AOT
 * cache.
 */
final class SparseIntrospector extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1;

  private static final JsonSetter.Value SET_NULL = JsonSetter.Value.construct(Nulls.SET, Nulls.SET);

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

  @Override
  public JsonCreator.@Nullable Mode findCreatorAnnotation(
      MapperConfig<?> config, Annotated annotated) {
    JsonCreator.Mode mode = super.findCreatorAnnotation(config, annotated);
    return mode == null
            && annotated instanceof AnnotatedConstructor constructor
            && constructor.getParameterCount() > 1
            && constructor.getDeclaringClass().getName().startsWith(DeclaredFields.MODELS)
        ? JsonCreator.Mode.DISABLED
        : mode;
  }

  /** As by default: objects are not merged. */
  @Override
  public Boolean findMergeInfo(Annotated annotated) {
    return Boolean.TRUE.equals(super.findMergeInfo(annotated));
  }

  /** As by default: null is set. */
  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    return SET_NULL.withOverrides(super.findSetterInfo(annotated));
  }

  private static final class Included extends JsonIncludeProperties.Value {

    private static final long serialVersionUID = 1;

    Included(Set<String> names) {
      super(names);
    }
  }
}
