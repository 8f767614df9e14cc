package io.securitybaseline.facts.watch;

import java.util.List;

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

  /** It is read while any of these is served, because nothing else refers to it. */
  record WhileAnyDefined(List<WhileDefined> any) implements Availability {

    public WhileAnyDefined {
      any = List.copyOf(any);
    }
  }

  /** The definitions of which one has to be served; empty if it depends on none. */
  default List<WhileDefined> definitions() {
    return switch (this) {
      case Always _, SinceSomeVersion _ -> List.of();
      case WhileDefined defined -> List.of(defined);
      case WhileAnyDefined(List<WhileDefined> any) -> any;
    };
  }
}
