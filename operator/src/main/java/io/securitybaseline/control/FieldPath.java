package io.securitybaseline.control;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The path of a field in an object.
 *
 * @param segments the names of the fields on the way, such as {@code spec} and {@code egress}
 */
public record FieldPath(List<String> segments) {

  /** The object itself. */
  public static final FieldPath ROOT = new FieldPath(List.of());

  public FieldPath {
    segments = List.copyOf(segments);
  }

  /** The same field, as seen from the object that has this one under the name. */
  FieldPath in(String segment) {
    return new FieldPath(Stream.concat(Stream.of(segment), segments.stream()).toList());
  }

  /** As users write it: {@code spec.egress}, {@code metadata.labels[app.kubernetes.io/name]}. */
  @Override
  public String toString() {
    return segments.stream()
        .map(segment -> segment.indexOf('.') < 0 ? "." + segment : "[" + segment + "]")
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }
}
