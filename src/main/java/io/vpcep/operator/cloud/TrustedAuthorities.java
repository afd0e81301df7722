package io.vpcep.operator.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import okhttp3.tls.HandshakeCertificates;

/** The authorities to trust, where a company's proxy or a private cloud has one of its own. */
final class TrustedAuthorities {

  private TrustedAuthorities() {}

  /**
   * The JVM's own authorities and those of a PEM file.
   *
   * @throws IllegalArgumentException when the file holds no certificates or cannot be read
   */
  static HandshakeCertificates with(Path bundle) {
    var trusted = new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
    read(bundle).forEach(authority -> trusted.addTrustedCertificate((X509Certificate) authority));
    return trusted.build();
  }

  /**
   * The certificates of a PEM file, at least one.
   *
   * @throws IllegalArgumentException when the file holds no certificates or cannot be read
   */
  static Collection<? extends Certificate> read(Path bundle) {
    try (InputStream in = Files.newInputStream(bundle)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("caBundle %s holds no certificates".formatted(bundle));
      }
      return certificates;
    } catch (IOException | CertificateException e) {
      throw new IllegalArgumentException("caBundle %s cannot be read".formatted(bundle), e);
    }
  }
}
