package io.vpcep.operator.cloud;

import io.vpcep.operator.tls.ConnectionSecurity;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/** How bytes get to a cloud and back: timeouts, proxy, trust. Knows nothing of what they say. */
final class Transport {

  /**
   * Idle connections that are kept: without HTTP/2, an account reads up to 16 sources at a time
   * over as many connections to a host, and there are some hosts. The library's five would open
   * most of a sweep's connections, with their TLS, again a minute later.
   */
  private static final int IDLE_CONNECTIONS = 64;

  /** Two default poll intervals; beyond, servers and firewalls have mostly dropped them. */
  private static final long IDLE_MINUTES = 2;

  private Transport() {}

  /**
   * A client for every cloud.
   *
   * @param eachCall sees every call once, before anything is sent
   * @throws IllegalArgumentException when the CA bundle is of no use
   */
  static OkHttpClient client(HttpSettings settings, Interceptor eachCall) {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .writeTimeout(settings.readTimeout())
            .callTimeout(settings.wholeAnswerTimeout())
            // Otherwise connections are made in other threads, which progress is not told in order.
            .fastFallback(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectionSpecs(ConnectionSecurity.SPECS)
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_MINUTES, TimeUnit.MINUTES))
            .addInterceptor(eachCall)
            .addNetworkInterceptor(new RetryAfter())
            .addNetworkInterceptor(new ResponseGuard())
            .eventListenerFactory(Transport::progress);
    if (settings.proxy() != null) {
      client.proxySelector(settings.proxy().selector());
    }
    if (settings.caBundle() != null) {
      var trusted = TrustedAuthorities.with(settings.caBundle());
      client.sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager());
    }
    return client.build();
  }

  private static EventListener progress(Call call) {
    EventListener progress = call.request().tag(CallProgress.class);
    return progress == null ? EventListener.NONE : progress;
  }
}
