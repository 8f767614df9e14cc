package io.securitybaseline.client;

/** Which build this is. */
public final class BuildInfo {

  private BuildInfo() {}

  /** The version in the jar's manifest; {@code dev} where the classes are not in a jar. */
  public static String version() {
    String version = BuildInfo.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
