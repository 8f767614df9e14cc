package io.securitybaseline.facts.egress;

/** The address of the instance metadata service, and those around it. */
public final class InstanceMetadataService {

  public static final Address ADDRESS = Address.parse("169.254.169.254").orElseThrow();

  /** It speaks HTTP and nothing else: docs/decisions/0003-reach-means-tcp-80.md. */
  public static final int PORT = 80;

  public static final Protocol PROTOCOL = Protocol.TCP;

  public static final AddressSet OTHER_IPV4_ADDRESSES =
      AddressSet.ALL_IPV4.minus(AddressSet.only(ADDRESS));
  public static final AddressSet OTHER_ADDRESSES =
      AddressSet.EVERYTHING.minus(AddressSet.only(ADDRESS));

  private InstanceMetadataService() {}
}
