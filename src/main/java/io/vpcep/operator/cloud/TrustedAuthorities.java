package io.vpcep.operator.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Lets a client trust a private authority, as a company's proxy or a private cloud has one. */
final class TrustedAuthorities {

  private TrustedAuthorities() {}

  /**
   * Makes a client trust the JVM's own authorities and those of a PEM file.
   *
   * @throws IllegalArgumentException when the file holds no certificates or cannot be read
   */
  static void add(OkHttpClient.Builder client, Path bundle) {
    try {
      List<Certificate> trusted = new ArrayList<>(read(bundle));
      trusted.addAll(List.of(trusting(null).getAcceptedIssuers()));
      X509TrustManager manager = trusting(storeOf(trusted));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      client.sslSocketFactory(context.getSocketFactory(), manager);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has TLS", e);
    }
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
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("caBundle %s cannot be read".formatted(bundle), e);
    }
  }

  private static KeyStore storeOf(List<Certificate> certificates)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }

  /**
   * @param store null for the JVM's own
   */
  private static X509TrustManager trusting(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
