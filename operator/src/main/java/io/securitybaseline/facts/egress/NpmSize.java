package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How large the iptables rule becomes that Azure NPM writes for some selectors. iptables rejects
 * the whole transaction with the policy if a comment is too long or a rule has too many arguments.
 */
final class NpmSize {

  /** The longest comment of a rule that iptables (nf_tables) accepts, in characters. */
  static final int LONGEST_COMMENT = 1023;

  /** The most arguments for the selectors of a rule; others add a few. */
  static final int MOST_ARGUMENTS = 255;

  /** Arguments that a rule has beside those for selectors: chain, target, port, mark, comment. */
  static final int OTHER_ARGUMENTS = 17;

  private static final String AND = "-AND-";
  private static final int OF_POSITIVE = 5;
  private static final int OF_NEGATIVE = 6;

  /** {@code namespace/name} of the policy, a part of the names of sets of several values. */
  private final String policy;

  private final Set<String> seen = new HashSet<>();
  private int comment;
  private int arguments;

  NpmSize(String policy) {
    this.policy = policy;
  }

  /** Adds text to the comment. */
  NpmSize text(int characters) {
    comment += characters;
    return this;
  }

  /** Adds the requirements on pods; multiple values are one set. */
  NpmSize pods(@Nullable LabelSelector selector) {
    if (selector == null) {
      return this;
    }
    labels(selector, "podlabel-");
    for (LabelSelectorRequirement it : expressions(selector)) {
      List<String> values = values(it);
      if (values.size() > 1) {
        int all = values.stream().mapToInt(value -> 1 + value.length()).sum();
        String set = "nestedlabel-%s-%s".formatted(policy, it.getKey());
        if (seen.add(it.getOperator() + set + values)) {
          set(set.length() + all, isNegative(it));
        }
      } else {
        add("podlabel-" + it.getKey() + (values.isEmpty() ? "" : ":" + values.getFirst()), it);
      }
      if (isTooLarge()) {
        break;
      }
    }
    return this;
  }

  /** Adds the requirements on namespaces; each of multiple values has a rule of its own. */
  NpmSize namespaces(@Nullable LabelSelector selector) {
    if (selector == null) {
      return this;
    }
    if (labels(selector).isEmpty() && expressions(selector).isEmpty()) {
      set("nslabel-all-namespaces".length(), false);
    }
    labels(selector, "nslabel-");
    for (LabelSelectorRequirement it : expressions(selector)) {
      String longest =
          values(it).stream()
              .max(Comparator.comparingInt(String::length))
              .map(value -> ":" + value)
              .orElse("");
      add("nslabel-" + it.getKey() + longest, it);
      if (isTooLarge()) {
        break;
      }
    }
    return this;
  }

  /** Adds the set of a namespace's pods, or another one of this name. */
  NpmSize set(String name) {
    set(name.length(), false);
    return this;
  }

  /** Whether iptables surely rejects the rule. */
  boolean isTooLarge() {
    return comment > LONGEST_COMMENT || arguments > MOST_ARGUMENTS;
  }

  /** Whether iptables surely accepts the rule. */
  boolean fits() {
    return comment <= LONGEST_COMMENT && arguments <= MOST_ARGUMENTS - OTHER_ARGUMENTS;
  }

  private void labels(LabelSelector selector, String prefix) {
    for (Map.Entry<String, String> label : labels(selector).entrySet()) {
      String set = prefix + label.getKey() + ":" + label.getValue();
      if (seen.add("In" + set)) {
        set(set.length(), false);
      }
      if (isTooLarge()) {
        return;
      }
    }
  }

  private void add(String set, LabelSelectorRequirement requirement) {
    if (seen.add((isNegative(requirement) ? "!" : "In") + set)) {
      set(set.length(), isNegative(requirement));
    }
  }

  private void set(int characters, boolean negative) {
    if (arguments > 0) {
      comment += AND.length();
    }
    comment += characters + (negative ? 1 : 0);
    arguments += negative ? OF_NEGATIVE : OF_POSITIVE;
  }

  private static boolean isNegative(LabelSelectorRequirement requirement) {
    return "NotIn".equals(requirement.getOperator())
        || "DoesNotExist".equals(requirement.getOperator());
  }

  private static Map<String, String> labels(LabelSelector selector) {
    return Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
  }

  private static List<LabelSelectorRequirement> expressions(LabelSelector selector) {
    return Objects.requireNonNullElse(selector.getMatchExpressions(), List.of());
  }

  private static List<String> values(LabelSelectorRequirement requirement) {
    return Objects.requireNonNullElse(requirement.getValues(), List.of());
  }
}
