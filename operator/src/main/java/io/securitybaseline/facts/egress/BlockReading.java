package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The addresses of one {@code ipBlock}, as an engine reads it. An API server of Kubernetes 1.36
 * accepts canonical CIDRs only, which all engines read alike; older ones stored other forms too.
 *
 * @param definitely the addresses that it allows in every interpretation
 * @param possibly the addresses that it allows in the widest interpretation
 */
record BlockReading(AddressSet definitely, AddressSet possibly) {

  static BlockReading of(IPBlock block, Dialect dialect) {
    Optional<Cidr> cidr = Cidr.parse(block.getCidr());
    List<String> except = Objects.requireNonNullElse(block.getExcept(), List.of());
    return dialect == Dialect.CALICO
        ? cidr.map(it -> calico(it, except)).orElseGet(() -> dropped(block.getCidr()))
        : cidr.map(it -> others(it, except, dialect))
            .orElse(new BlockReading(AddressSet.NONE, AddressSet.EVERYTHING));
  }

  /** Calico drops a block that it cannot parse and keeps the rule, which then allows everything. */
  private static BlockReading dropped(String cidr) {
    return new BlockReading(
        isUnparsable(cidr) ? AddressSet.EVERYTHING : AddressSet.NONE, AddressSet.EVERYTHING);
  }

  /**
   * Calico masks host bits, and does not read on after the first exception that it cannot parse.
   */
  private static BlockReading calico(Cidr cidr, List<String> except) {
    List<Cidr> read = new ArrayList<>();
    for (String exception : except) {
      Optional<Cidr> parsed = Cidr.parse(exception);
      if (parsed.isEmpty()) {
        AddressSet left = without(cidr, read);
        return new BlockReading(isUnparsable(exception) ? left : AddressSet.NONE, left);
      }
      read.add(parsed.get());
    }
    AddressSet left = without(cidr, read);
    return new BlockReading(left, left);
  }

  /** Whether Go's parser rejects it for sure; some forms of IPv6 and of the prefix may be read. */
  private static boolean isUnparsable(String cidr) {
    return cidr.indexOf(':') < 0 && !cidr.contains("/0");
  }

  private static BlockReading others(Cidr cidr, List<String> except, Dialect dialect) {
    List<Cidr> all = except.stream().map(Cidr::parse).flatMap(Optional::stream).toList();
    List<Cidr> canonical = all.stream().filter(Cidr::canonical).toList();
    AddressSet possibly = without(cidr, canonical);
    // Azure NPM reads every /0 of IPv4 as 0.0.0.0/0, if it reads it at all.
    boolean clear = cidr.canonical() || (dialect == Dialect.AZURE_NPM && cidr.isEverything());
    return !clear || all.size() < except.size()
        ? new BlockReading(AddressSet.NONE, possibly)
        : new BlockReading(
            canonical.size() == all.size() ? possibly : without(cidr, all), possibly);
  }

  private static AddressSet without(Cidr cidr, List<Cidr> except) {
    return AddressSet.of(cidr)
        .minus(AddressSet.union(except.stream().map(AddressSet::of).toList()));
  }

  /** The exceptions of the block that can be read. */
  static AddressSet exceptions(IPBlock block) {
    return AddressSet.union(
        Objects.requireNonNullElse(block.getExcept(), List.<String>of()).stream()
            .map(Cidr::parse)
            .flatMap(Optional::stream)
            .map(AddressSet::of)
            .toList());
  }
}
