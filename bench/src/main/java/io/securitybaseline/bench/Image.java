package io.securitybaseline.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the container image holds, laid out in a folder.
 *
 * @param jvm flags beyond those of the image, for trying something out
 */
record Image(Path folder, List<String> jvm) {

  /** The chart's memory limit, which the JVM would see in the container. */
  private static final String CONTAINER_MEMORY = "-XX:MaxRAM=512m";

  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("jre/bin/java").toString());
    command.add("@" + folder.resolve("app/jvm.options"));
    command.add(CONTAINER_MEMORY);
    command.addAll(jvm);
    command.add("-jar");
    command.add(folder.resolve("app/security-baseline-operator.jar").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Where all operators of a run log to. */
  Path log() {
    return folder.resolveSibling("operator.log");
  }
}
