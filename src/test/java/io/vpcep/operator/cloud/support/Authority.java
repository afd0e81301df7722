package io.vpcep.operator.cloud.support;

import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A company's own certificate authority. */
public final class Authority {

  private final HeldCertificate root =
      new HeldCertificate.Builder().certificateAuthority(0).build();

  /** What a client has to trust. */
  public String pem() {
    return root.certificatePem();
  }

  /** The authority's secret, which belongs into no bundle. */
  public String privateKeyPem() {
    return root.privateKeyPkcs8Pem();
  }

  /** Proves that a server has such a name or address. */
  public SSLContext serverContext(String name) {
    HeldCertificate certificate =
        new HeldCertificate.Builder().signedBy(root).addSubjectAlternativeName(name).build();
    return new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext();
  }
}
