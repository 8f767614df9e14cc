package io.securitybaseline.facts.rbac;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.securitybaseline.facts.rbac.AccessRequest.ToPath;
import io.securitybaseline.facts.rbac.AccessRequest.ToResource;
import io.securitybaseline.facts.watch.Footprint;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a role. It allows a request exactly where the RBAC authorizer of the API server does.
 *
 * <p>Source: {@code RuleAllows} in {@code plugin/pkg/auth/authorizer/rbac/rbac.go} and {@code
 * pkg/apis/rbac/v1/evaluation_helpers.go} of Kubernetes.
 *
 * @param names of the objects that it is restricted to; empty for all
 * @param paths outside of the APIs
 */
public record Rule(
    List<String> verbs,
    List<String> groups,
    List<String> resources,
    List<String> names,
    List<String> paths) {

  /** In every list but that of names, it stands for everything. */
  public static final String ALL = "*";

  public Rule {
    verbs = List.copyOf(verbs);
    groups = List.copyOf(groups);
    resources = List.copyOf(resources);
    names = List.copyOf(names);
    paths = List.copyOf(paths);
  }

  /** The same as the API's model has it. */
  public static Rule of(PolicyRule rule) {
    return of(rule, text -> text);
  }

  /**
   * The same, where texts that are equal are kept once.
   *
   * @param shared returns the instance to keep of a text
   */
  static Rule of(PolicyRule rule, UnaryOperator<String> shared) {
    return new Rule(
        texts(rule.getVerbs(), shared),
        texts(rule.getApiGroups(), shared),
        texts(rule.getResources(), shared),
        texts(rule.getResourceNames(), shared),
        texts(rule.getNonResourceURLs(), shared));
  }

  private static List<String> texts(@Nullable List<String> texts, UnaryOperator<String> shared) {
    return texts == null ? List.of() : texts.stream().map(shared).toList();
  }

  /** Whether it allows the request. */
  public boolean allows(AccessRequest request) {
    return hasVerb(request.verb())
        && switch (request) {
          case ToResource resource ->
              isOfGroup(resource.group())
                  && isOfResource(resource.combined(), resource.subresource())
                  && isOfName(resource.name());
          case ToPath path -> isOfPath(path.path());
        };
  }

  private boolean hasVerb(String verb) {
    return has(verbs, verb);
  }

  private boolean isOfGroup(String group) {
    return has(groups, group);
  }

  private boolean isOfName(String name) {
    return names.isEmpty() || names.contains(name);
  }

  private boolean isOfResource(String combined, String subresource) {
    for (String resource : resources) {
      if (resource.equals(ALL)
          || resource.equals(combined)
          || (!subresource.isEmpty() && resource.equals(ALL + "/" + subresource))) {
        return true;
      }
    }
    return false;
  }

  private boolean isOfPath(String path) {
    for (String allowed : paths) {
      if (allowed.equals(ALL)
          || allowed.equals(path)
          || (allowed.endsWith(ALL) && path.startsWith(withoutStars(allowed)))) {
        return true;
      }
    }
    return false;
  }

  private static String withoutStars(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '*') {
      end--;
    }
    return path.substring(0, end);
  }

  private static boolean has(List<String> allowed, String asked) {
    for (String each : allowed) {
      if (each.equals(ALL) || each.equals(asked)) {
        return true;
      }
    }
    return false;
  }

  /** About how many bytes it takes, if it shared nothing with others. */
  long bytes() {
    return Footprint.OBJECT / 4
        + Footprint.ofTexts(verbs)
        + Footprint.ofTexts(groups)
        + Footprint.ofTexts(resources)
        + Footprint.ofTexts(names)
        + Footprint.ofTexts(paths);
  }
}
