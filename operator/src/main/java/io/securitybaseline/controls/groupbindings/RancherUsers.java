package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.OwnerMarks;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The user ids of Rancher, which authenticates users itself and impersonates them: {@code
 * u-mo773yttt4} or {@code user-n2wq4}. Only in bindings that Rancher marks: a certificate can have
 * such a name too.
 */
final class RancherUsers {

  private static final Pattern ID = Pattern.compile("(u|user)-[a-z0-9]{5,}");

  private RancherUsers() {}

  static boolean isOne(Binding binding, String name) {
    return ID.matcher(name).matches() && isMarked(binding);
  }

  private static boolean isMarked(Binding binding) {
    return Stream.concat(
            binding.labels().keySet().stream(), binding.annotations().keySet().stream())
        .flatMap(key -> OwnerMarks.ofKey(key).stream())
        .anyMatch(tool -> tool.tool().equals(OwnerMarks.RANCHER));
  }
}
