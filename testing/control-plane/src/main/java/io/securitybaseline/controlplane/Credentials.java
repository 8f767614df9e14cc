package io.securitybaseline.controlplane;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate and the private key that goes with it. */
record Credentials(X509Certificate certificate, PrivateKey key) {}
