package io.securitybaseline.facts.egress;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as an unsigned number of 32 or 128 bits; all of IPv4 sorts before all of IPv6.
 *
 * @param high the upper 64 bits, always 0 for IPv4
 */
public record Address(Family family, long high, long low) implements Comparable<Address> {

  /** The two kinds of address, which never contain one another. */
  public enum Family {
    IPV4(32),
    IPV6(128);

    private final int bits;

    Family(int bits) {
      this.bits = bits;
    }

    int bits() {
      return bits;
    }

    Address first() {
      return new Address(this, 0, 0).withHostBits(0, false);
    }

    Address last() {
      return new Address(this, 0, 0).withHostBits(0, true);
    }
  }

  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::family)
          .thenComparing(Address::high, Long::compareUnsigned)
          .thenComparing(Address::low, Long::compareUnsigned);

  private static final Pattern IPV4 =
      Pattern.compile(
          "(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * Reads an address in the only form that all readers interpret equally: no leading zeros in IPv4
   * (some take them for octal), no zones, no IPv4 dressed up as IPv6.
   */
  public static Optional<Address> parse(String text) {
    var v4 = IPV4.matcher(text);
    if (v4.matches()) {
      long number = 0;
      for (int group = 1; group <= 4; group++) {
        int part = Integer.parseInt(v4.group(group));
        if (part > 255) {
          return Optional.empty();
        }
        number = (number << 8) | part;
      }
      return Optional.of(new Address(Family.IPV4, 0, number));
    }
    return IPV6.matcher(text).matches() ? parseV6(text) : Optional.empty();
  }

  private static Optional<Address> parseV6(String text) {
    byte[] bytes;
    try {
      bytes = InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (bytes.length != 16) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return Optional.of(new Address(Family.IPV6, buffer.getLong(), buffer.getLong()));
  }

  /** This address with every bit after the prefix cleared or set. */
  Address withHostBits(int prefix, boolean set) {
    int host = family.bits() - prefix;
    long lowMask = ones(Math.min(host, 64));
    long highMask = ones(Math.max(host - 64, 0));
    return set
        ? new Address(family, high | highMask, low | lowMask)
        : new Address(family, high & ~highMask, low & ~lowMask);
  }

  private static long ones(int count) {
    return count == 64 ? -1L : (1L << count) - 1;
  }

  /** The address after this one, or none after the last of its family. */
  @Nullable Address next() {
    if (equals(family.last())) {
      return null;
    }
    return new Address(family, low == -1L ? high + 1 : high, low + 1);
  }

  /** The address before this one, or none before the first of its family. */
  @Nullable Address previous() {
    if (equals(family.first())) {
      return null;
    }
    return new Address(family, low == 0 ? high - 1 : high, low - 1);
  }

  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }
}
