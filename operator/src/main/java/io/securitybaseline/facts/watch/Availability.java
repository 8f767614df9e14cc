package io.securitybaseline.facts.watch;

/** When an API server serves a kind, and the kind can be watched. */
public sealed interface Availability {

  /** Every supported version serves it. */
  record Always() implements Availability {}

  /** It depends on the version of the API server. */
  record SinceSomeVersion() implements Availability {}

  /**
   * It is served while the definition is established and serves the version.
   *
   * @param definition the name of the CustomResourceDefinition
   * @param version the version that is read
   */
  record WhileDefined(String definition, String version) implements Availability {}
}
