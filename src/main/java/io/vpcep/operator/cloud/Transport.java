package io.vpcep.operator.cloud;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/** How bytes get to a cloud and back: timeouts, proxy, trust. Knows nothing of what they say. */
final class Transport {

  private Transport() {}

  /**
   * A client for every cloud.
   *
   * @param eachTry sees every request as it goes out over a connection
   * @throws IllegalArgumentException when the CA bundle is of no use
   */
  static OkHttpClient client(HttpSettings settings, Interceptor eachTry) {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .writeTimeout(settings.readTimeout())
            .callTimeout(settings.wholeAnswerTimeout())
            .followRedirects(false)
            .followSslRedirects(false)
            .addNetworkInterceptor(new RetryAfter())
            .addNetworkInterceptor(eachTry);
    URI proxy = settings.proxy();
    if (proxy != null) {
      client.proxy(
          new Proxy(
              Proxy.Type.HTTP,
              InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort())));
    }
    if (settings.caBundle() != null) {
      TrustedAuthorities.add(client, settings.caBundle());
    }
    return client.build();
  }
}
