package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest in the making. */
final class Sha {

  private final MessageDigest digest;

  private Sha(MessageDigest digest) {
    this.digest = digest;
  }

  /**
   * @param algorithm for example SHA-512
   */
  static Sha of(String algorithm) {
    try {
      return new Sha(MessageDigest.getInstance(algorithm));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Sha add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  Sha add(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return this;
  }

  /** Ends the digest: afterwards it starts anew. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
