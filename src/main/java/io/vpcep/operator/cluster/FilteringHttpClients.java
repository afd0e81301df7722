package io.vpcep.operator.cluster;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import okhttp3.OkHttpClient;

/** Makes HTTP clients that read of our resources only what is used. */
final class FilteringHttpClients extends OkHttpClientFactory {

  @Override
  protected void additionalConfig(OkHttpClient.Builder builder) {
    builder.addInterceptor(new KeptFieldsInterceptor());
  }
}
