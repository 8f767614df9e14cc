package io.securitybaseline.controlplane;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate authority of one control plane: it vouches for the API server to clients and for
 * clients to the API server. It is born with the control plane and lives as long.
 */
final class Certificates {
  private static final Duration VALID = Duration.ofDays(30);

  /** A machine that has just set its clock back is no reason to refuse a certificate. */
  private static final Duration CLOCK_SLACK = Duration.ofHours(1);

  private static final X500Name AUTHORITY = new X500Name("CN=control-plane-ca");

  private final SecureRandom random = new SecureRandom();
  private final KeyPair authorityKey;
  private final X509Certificate authority;

  /**
   * One key for all clients, since only the subject tells them apart. RSA, because Java clients
   * take a PKCS #8 key without further words for RSA; making one takes too long to do it per user.
   */
  private final KeyPair clientKey;

  Certificates() {
    authorityKey = newEllipticKey();
    clientKey = newKey("RSA", 2048);
    authority = selfSigned();
  }

  X509Certificate authority() {
    return authority;
  }

  static KeyPair newEllipticKey() {
    return newKey("EC", 256);
  }

  /** For a server on the loopback interface and behind the name that pods would call. */
  Credentials forApiServer(String serviceAddress) {
    KeyPair key = newEllipticKey();
    GeneralName[] names = {
      new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
      new GeneralName(GeneralName.iPAddress, serviceAddress),
      new GeneralName(GeneralName.dNSName, "localhost"),
      new GeneralName(GeneralName.dNSName, "kubernetes.default.svc"),
    };
    try {
      JcaX509v3CertificateBuilder builder = builder(new X500Name("CN=kube-apiserver"), key);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      return new Credentials(signed(builder, KeyPurposeId.id_kp_serverAuth), key.getPrivate());
    } catch (CertIOException e) {
      throw new ControlPlaneException("cannot make the server certificate", e);
    }
  }

  /** Kubernetes reads the user from the common name and the groups from the organizations. */
  Credentials forClient(String user, List<String> groups) {
    X500NameBuilder subject = new X500NameBuilder();
    groups.forEach(group -> subject.addRDN(BCStyle.O, group));
    subject.addRDN(BCStyle.CN, user);
    try {
      JcaX509v3CertificateBuilder builder = builder(subject.build(), clientKey);
      return new Credentials(
          signed(builder, KeyPurposeId.id_kp_clientAuth), clientKey.getPrivate());
    } catch (CertIOException e) {
      throw new ControlPlaneException("cannot make a certificate for " + user, e);
    }
  }

  private X509Certificate selfSigned() {
    try {
      JcaX509v3CertificateBuilder builder = builder(AUTHORITY, authorityKey);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      return sign(builder);
    } catch (CertIOException e) {
      throw new ControlPlaneException("cannot make the authority's certificate", e);
    }
  }

  private X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPurposeId purpose)
      throws CertIOException {
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    return sign(builder);
  }

  private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair key) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        AUTHORITY,
        new BigInteger(127, random),
        Date.from(now.minus(CLOCK_SLACK)),
        Date.from(now.plus(VALID)),
        subject,
        key.getPublic());
  }

  private X509Certificate sign(JcaX509v3CertificateBuilder builder) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new ControlPlaneException("cannot sign a certificate", e);
    }
  }

  private static KeyPair newKey(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new ControlPlaneException("this Java has no " + algorithm + " keys", e);
    }
  }
}
