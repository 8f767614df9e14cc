package io.securitybaseline.facts.watch;

/** Which objects of a kind are watched. */
public sealed interface Selection {

  /** All of them. */
  record All() implements Selection {}

  /** Those in a namespace. */
  record InNamespace(String name) implements Selection {}

  /** The cluster-scoped one with the name. */
  record Named(String name) implements Selection {}
}
