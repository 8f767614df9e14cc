package io.securitybaseline.facts.watch;

/**
 * What the caches of several kinds share.
 *
 * @param values such as sets of labels
 * @param names of namespaces
 */
public record Interners(Interner values, Interner names) {

  public static Interners create() {
    return new Interners(new Interner(), new Interner());
  }
}
