package io.securitybaseline.facts.usage;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One kind of evidence that a pod uses the instance metadata service: it has one of the environment
 * variables, images, labels or annotations, and nothing that shows another credential.
 *
 * @param name what a finding calls it, such as {@code external-dns}
 * @param env names of environment variables; their values are not read
 * @param images repositories of images, or the ends of them: {@code external-dns/external-dns}
 * @param labels labels of the pod: {@code key} with any value, or {@code key=value}
 * @param serviceAccountAnnotations keys of annotations of the ServiceAccount that the pod runs as
 * @param unless what shows that the pod has another credential
 * @param source where it is documented
 * @param wayOut what to do before the address is blocked
 */
public record EvidenceRow(
    String name,
    List<String> env,
    List<String> images,
    List<String> labels,
    List<String> serviceAccountAnnotations,
    Unless unless,
    String source,
    String wayOut) {

  /** What shows another credential. */
  public record Unless(List<String> env, List<String> labels) {

    static final Unless NOTHING = new Unless(List.of(), List.of());

    public Unless {
      env = orEmpty(env);
      labels = orEmpty(labels);
    }

    boolean applies(EvidenceSubject subject) {
      return env.stream().anyMatch(subject::hasEnv) || labels.stream().anyMatch(subject::hasLabel);
    }
  }

  /** In characters; a finding names it. */
  private static final int LONGEST_NAME = 60;

  public EvidenceRow {
    env = orEmpty(env);
    images = orEmpty(images);
    labels = orEmpty(labels);
    serviceAccountAnnotations = orEmpty(serviceAccountAnnotations);
    unless = unless == null ? Unless.NOTHING : unless;
    requireText("name", name);
    requireText("source", source);
    requireText("wayOut", wayOut);
    if (name.length() > LONGEST_NAME) {
      throw wrong("name", "is longer than %d characters: shorten it".formatted(LONGEST_NAME));
    }
    if (env.isEmpty()
        && images.isEmpty()
        && labels.isEmpty()
        && serviceAccountAnnotations.isEmpty()) {
      throw new IllegalArgumentException(
          "matches nothing: give it env, images, labels or serviceAccountAnnotations");
    }
    requireForms(env, images, labels, serviceAccountAnnotations, unless);
  }

  private static void requireForms(
      List<String> env,
      List<String> images,
      List<String> labels,
      List<String> serviceAccountAnnotations,
      Unless unless) {
    requireEach("env", env, EvidenceRow::isName, "the name of a variable, without its value");
    requireEach("images", images, EvidenceRow::isRepository, "a repository, without tag or digest");
    requireEach("labels", labels, EvidenceRow::isLabel, "key or key=value");
    requireEach(
        "serviceAccountAnnotations",
        serviceAccountAnnotations,
        EvidenceRow::isName,
        "the key of an annotation, without its value");
    requireEach(
        "unless.env",
        unless.env(),
        EvidenceRow::isName,
        "the name of a variable, without its value");
    requireEach("unless.labels", unless.labels(), EvidenceRow::isLabel, "key or key=value");
  }

  /** Whether the pod has this evidence. */
  boolean matches(EvidenceSubject subject) {
    boolean has =
        env.stream().anyMatch(subject::hasEnv)
            || labels.stream().anyMatch(subject::hasLabel)
            || images.stream().anyMatch(subject::runs)
            || serviceAccountAnnotations.stream().anyMatch(subject::hasAccountAnnotation);
    return has && !unless.applies(subject);
  }

  private static void requireText(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw wrong(field, "is missing: add it");
    }
  }

  private static void requireEach(
      String field, List<String> entries, Predicate<String> isRight, String form) {
    for (String entry : entries) {
      if (!isRight.test(entry)) {
        throw wrong(field, "has \"%s\": write %s".formatted(entry, form));
      }
    }
  }

  private static boolean isName(String text) {
    return !text.isBlank() && text.indexOf('=') < 0;
  }

  private static boolean isLabel(String text) {
    return !text.isBlank() && text.indexOf('=') != 0;
  }

  private static boolean isRepository(String text) {
    return !text.isBlank()
        && text.indexOf('@') < 0
        && text.indexOf(':', text.lastIndexOf('/') + 1) < 0;
  }

  private static IllegalArgumentException wrong(String field, String what) {
    return new IllegalArgumentException("%s %s".formatted(field, what));
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list.stream().map(text -> text == null ? "" : text).toList();
  }
}
