package io.vpcep.operator.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** What proves the server to its clients and an administrator to the server; all in one folder. */
final class AdminAccess {

  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  /** In milliseconds. */
  private static final int PATIENCE = 2_000;

  private final Path folder;
  private final String address;
  private final String token = UUID.randomUUID().toString();

  private AdminAccess(Path folder, String address) {
    this.folder = folder;
    this.address = address;
  }

  /** Writes all that the server needs to find when it starts. */
  static AdminAccess create(Path folder, String address) throws IOException {
    AdminAccess access = new AdminAccess(folder, address);
    Files.writeString(
        access.tokens(), access.token + ",admin,admin,\"system:masters\"" + System.lineSeparator());
    Files.writeString(access.serviceAccountKey(), rsaKey());
    return access;
  }

  private static String rsaKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
          .formatted(PEM.encodeToString(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Path tokens() {
    return folder.resolve("tokens.csv");
  }

  Path serviceAccountKey() {
    return folder.resolve("service-account.key");
  }

  /** The server makes its certificate here when it finds none, so it keeps it over a restart. */
  Path certificates() {
    return folder.resolve("certificates");
  }

  Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** Nothing of the user's own kubeconfig or environment is in it. */
  Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(address)
        .withCaCertFile(authority().toString())
        .withOauthToken(token)
        .withNamespace("default")
        .build();
  }

  /** For asking a server that may not answer yet: gives up soon and does not try again. */
  Config impatientConfig() {
    return new ConfigBuilder(config())
        .withConnectionTimeout(PATIENCE)
        .withRequestTimeout(PATIENCE)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  /** The key is what the server writes last. */
  boolean hasCertificate() {
    return Files.exists(certificates().resolve("apiserver.key"));
  }

  /** Possible once the server has made its certificate. */
  void writeKubeconfig() throws IOException {
    writeKubeconfig(kubeconfig(), "admin", token);
  }

  /** For somebody else, whom the server knows by the token. */
  void writeKubeconfig(Path file, String user, String usersToken) throws IOException {
    String authority = Base64.getEncoder().encodeToString(Files.readAllBytes(authority()));
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: controlplane
        contexts:
        - name: controlplane
          context: {cluster: controlplane, user: %3$s, namespace: default}
        clusters:
        - name: controlplane
          cluster:
            server: %1$s
            certificate-authority-data: %2$s
        users:
        - name: %3$s
          user: {token: %4$s}
        """
            .formatted(address, authority, user, usersToken));
  }

  /** The chain that the server made: its own certificate and the authority that signed it. */
  private Path authority() {
    return certificates().resolve("apiserver.crt");
  }
}
