package io.vpcep.operator.cluster;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token that somebody else renews in a file. It is read for each request: a token that has run
 * out is of no use, and the file is small. While it cannot be read, the last token is used.
 */
final class TokenFile implements OAuthTokenProvider {

  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

  private final Path path;
  private volatile @Nullable String last;
  private volatile boolean readable = true;

  /**
   * @param last what is used until the file can be read; null for none
   */
  TokenFile(Path path, @Nullable String last) {
    this.path = path;
    this.last = last;
  }

  @Override
  public @Nullable String getToken() {
    try {
      var token = Files.readString(path).strip();
      if (!token.isEmpty()) {
        last = token;
      }
      readable = true;
    } catch (IOException e) {
      if (readable && last != null) {
        LOG.warn("cannot read the tokenFile {} of the kubeconfig: {}", path, e.toString());
      }
      readable = false;
    }
    return last;
  }
}
