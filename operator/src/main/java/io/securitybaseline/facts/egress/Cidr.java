package io.securitybaseline.facts.egress;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses as written in a policy.
 *
 * @param canonical whether no bit was set beyond the prefix; {@code 10.10.0.0/0} is not canonical,
 *     and old API servers accept it
 */
record Cidr(Address first, Address last, boolean canonical) {

  private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");

  static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return Address.parse(text.substring(0, slash))
        .filter(address -> prefix <= address.family().bits())
        .map(address -> of(address, prefix));
  }

  private static Cidr of(Address address, int prefix) {
    Address first = address.withHostBits(prefix, false);
    return new Cidr(first, address.withHostBits(prefix, true), first.equals(address));
  }

  /** Whether it is all of its family. */
  boolean isEverything() {
    return first.equals(first.family().first()) && last.equals(first.family().last());
  }
}
