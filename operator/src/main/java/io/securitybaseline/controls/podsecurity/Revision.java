package io.securitybaseline.controls.podsecurity;

import java.util.function.BiConsumer;

/**
 * A rule of a control of the standards, as it applies from one version on.
 *
 * @param since the minor version of Kubernetes
 * @param rule adds a fix for everything in the pod that the control forbids
 */
record Revision(int since, BiConsumer<PodView, Fixes> rule) {

  /** The same rule from another version on. */
  static Revision since(int minor, BiConsumer<PodView, Fixes> rule) {
    return new Revision(minor, rule);
  }

  /** The rule, where it does not apply to pods that declare that they run on Windows. */
  static Revision exceptWindows(int minor, BiConsumer<PodView, Fixes> rule) {
    return new Revision(
        minor,
        (pod, fixes) -> {
          if (!pod.isWindows()) {
            rule.accept(pod, fixes);
          }
        });
  }

  /** The rule, where it does not apply to pods in a user namespace of their own. */
  static Revision exceptUserNamespaces(int minor, BiConsumer<PodView, Fixes> rule) {
    return new Revision(
        minor,
        (pod, fixes) -> {
          if (!pod.hasUserNamespace()) {
            rule.accept(pod, fixes);
          }
        });
  }
}
