package io.vpcep.operator.cloud;

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
    if (settings.proxy() != null) {
      client.proxySelector(settings.proxy().selector());
    }
    if (settings.caBundle() != null) {
      TrustedAuthorities.add(client, settings.caBundle());
    }
    return client.build();
  }
}
