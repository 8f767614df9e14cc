package io.securitybaseline.controls.skeleton;

import io.securitybaseline.controls.Controls;
import io.securitybaseline.module.ControlModule;
import java.util.List;
import java.util.stream.Stream;

/** The registry with one more line. */
final class ControlsAndSkeleton {

  static final List<ControlModule> ALL =
      Stream.concat(Controls.ALL.stream(), Stream.of(new SkeletonModule())) // the line
          .toList();

  private ControlsAndSkeleton() {}
}
