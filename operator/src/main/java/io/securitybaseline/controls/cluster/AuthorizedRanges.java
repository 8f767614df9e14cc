package io.securitybaseline.controls.cluster;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The union of the authorized ranges of an API server: two halves are the whole address space, even
 * if they are written as many small ranges. IPv4 and IPv6 are counted separately.
 */
final class AuthorizedRanges {

  /** A /8 of IPv4 is one part in 256 of all addresses; of IPv6 the same part is a limit too. */
  private static final int LIMIT_BITS = 8;

  /** Not reachable from the internet. Source: the IANA special-purpose address registries. */
  private static final List<String> NOT_PUBLIC_4 =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "224.0.0.0/3");

  /** All but global unicast, 2000::/3. */
  private static final List<String> NOT_PUBLIC_6 = List.of("::/3", "4000::/2", "8000::/1");

  /** The addresses from first to last, both included. */
  private record Block(int bits, BigInteger first, BigInteger last) {}

  private final List<Block> blocks;

  private AuthorizedRanges(List<Block> blocks) {
    this.blocks = blocks;
  }

  /** Those of the entries that are addresses or CIDRs; a service tag is neither. */
  static AuthorizedRanges of(Collection<String> entries) {
    return new AuthorizedRanges(
        entries.stream().map(AuthorizedRanges::block).flatMap(Optional::stream).toList());
  }

  /** Whether the entry is an address or a CIDR. */
  static boolean isOne(String entry) {
    return block(entry).isPresent();
  }

  /** Whether they add up to the public addresses of IPv4, or of IPv6. */
  boolean isEverything() {
    return publicAddresses(32).equals(allPublic(32, NOT_PUBLIC_4))
        || publicAddresses(128).equals(allPublic(128, NOT_PUBLIC_6));
  }

  /** Whether they add up to more public addresses than a /8 has. */
  boolean isWide() {
    return publicAddresses(32).compareTo(limit(32)) > 0
        || publicAddresses(128).compareTo(limit(128)) > 0;
  }

  private BigInteger publicAddresses(int bits) {
    return count(minus(merged(bits, blocks), notPublic(bits)));
  }

  private static BigInteger allPublic(int bits, List<String> notPublic) {
    return BigInteger.ONE.shiftLeft(bits).subtract(count(merged(bits, of(notPublic).blocks)));
  }

  private static BigInteger limit(int bits) {
    return BigInteger.ONE.shiftLeft(bits - LIMIT_BITS);
  }

  private static List<Block> notPublic(int bits) {
    return merged(bits, of(bits == 32 ? NOT_PUBLIC_4 : NOT_PUBLIC_6).blocks);
  }

  /** In ascending order, and no two of them overlap. */
  private static List<Block> merged(int bits, List<Block> blocks) {
    List<Block> merged = new ArrayList<>();
    for (Block block :
        blocks.stream()
            .filter(it -> it.bits() == bits)
            .sorted(Comparator.comparing(Block::first))
            .toList()) {
      Block before = merged.isEmpty() ? null : merged.getLast();
      if (before == null || block.first().compareTo(before.last()) > 0) {
        merged.add(block);
      } else if (block.last().compareTo(before.last()) > 0) {
        merged.set(merged.size() - 1, new Block(bits, before.first(), block.last()));
      }
    }
    return merged;
  }

  private static List<Block> minus(List<Block> from, List<Block> without) {
    List<Block> left = from;
    for (Block hole : without) {
      List<Block> rest = new ArrayList<>();
      for (Block block : left) {
        BigInteger beforeHole = hole.first().subtract(BigInteger.ONE).min(block.last());
        BigInteger afterHole = hole.last().add(BigInteger.ONE).max(block.first());
        if (block.first().compareTo(beforeHole) <= 0) {
          rest.add(new Block(block.bits(), block.first(), beforeHole));
        }
        if (afterHole.compareTo(block.last()) <= 0) {
          rest.add(new Block(block.bits(), afterHole, block.last()));
        }
      }
      left = rest;
    }
    return left;
  }

  private static BigInteger count(List<Block> blocks) {
    return blocks.stream()
        .map(block -> block.last().subtract(block.first()).add(BigInteger.ONE))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static Optional<Block> block(String entry) {
    String[] parts = entry.strip().split("/", -1);
    try {
      InetAddress address = InetAddress.ofLiteral(parts[0]);
      int bits = address instanceof Inet4Address ? 32 : 128;
      int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
      if (parts.length > 2 || prefix < 0 || prefix > bits) {
        return Optional.empty();
      }
      BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
      BigInteger first = new BigInteger(1, address.getAddress()).divide(size).multiply(size);
      return Optional.of(new Block(bits, first, first.add(size).subtract(BigInteger.ONE)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
