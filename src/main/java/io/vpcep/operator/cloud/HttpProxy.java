package io.vpcep.operator.cloud;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * A proxy on the way to clouds. It resolves their names; HTTPS goes through a tunnel (CONNECT).
 *
 * @param uri {@code http://host:port}, without a login
 * @param exclusions who is called without it; loopback is, too, only when it is named here
 */
public record HttpProxy(URI uri, List<NoProxyRule> exclusions) {

  /**
   * @throws IllegalArgumentException when the URI is none of a proxy that we can use
   */
  public HttpProxy {
    if (!isUsable(uri)) {
      throw new IllegalArgumentException("proxy must be like http://host:port, without a login");
    }
    exclusions = List.copyOf(exclusions);
  }

  private static boolean isUsable(URI uri) {
    return "http".equals(uri.getScheme())
        && uri.getHost() != null
        && uri.getPort() > 0
        && uri.getPort() <= 65_535
        && uri.getQuery() == null
        && uri.getFragment() == null
        && Set.of("", "/").contains(uri.getPath())
        && uri.getUserInfo() == null;
  }

  /** Whether calls to a server go through the proxy. */
  boolean serves(String host, int port) {
    return exclusions.stream().noneMatch(excluded -> excluded.covers(host, port));
  }

  ProxySelector selector() {
    return new Selector();
  }

  private final class Selector extends ProxySelector {

    @Override
    public List<Proxy> select(URI server) {
      int port = server.getPort() > 0 ? server.getPort() : HttpUrl.defaultPort(server.getScheme());
      return List.of(serves(server.getHost(), port) ? proxy() : Proxy.NO_PROXY);
    }

    /** Not resolved yet, so that a proxy that moves is found again. */
    private Proxy proxy() {
      return new Proxy(
          Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()));
    }

    @Override
    public void connectFailed(URI server, SocketAddress proxy, IOException cause) {
      // There is no other to choose next time; the call itself says what happened.
    }
  }
}
