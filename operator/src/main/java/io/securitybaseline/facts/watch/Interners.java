package io.securitybaseline.facts.watch;

/**
 * What the caches of several kinds share.
 *
 * @param values such as sets of labels
 * @param names of namespaces
 * @param digests what controls compute of objects
 */
public record Interners(Interner values, Interner names, DistinctValues digests) {

  public static Interners create() {
    return new Interners(new Interner(), new Interner(), new DistinctValues());
  }
}
