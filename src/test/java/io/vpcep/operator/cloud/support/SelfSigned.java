package io.vpcep.operator.cloud.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A fresh certificate for 127.0.0.1 that is its own authority.
 *
 * @param serverContext proves it
 * @param pem what a client has to trust
 */
public record SelfSigned(SSLContext serverContext, Path pem) {

  public static SelfSigned create(Path folder) throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    return new SelfSigned(
        new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext(),
        Files.writeString(folder.resolve("server.pem"), certificate.certificatePem()));
  }
}
