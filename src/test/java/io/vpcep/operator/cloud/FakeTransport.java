package io.vpcep.operator.cloud;

import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Stands where the network begins, so that a million answers need no socket. */
final class FakeTransport implements Interceptor {

  private volatile RawResponse answer = RawResponse.of(new byte[0]);

  void give(RawResponse next) {
    answer = next;
  }

  /** The client's own settings and interceptors stay; what it would call is this. */
  OkHttpClient in(OkHttpClient client) {
    OkHttpClient.Builder builder = client.newBuilder();
    builder.networkInterceptors().clear();
    return builder.addInterceptor(new RetryAfter()).addInterceptor(this).build();
  }

  @Override
  public Response intercept(Chain chain) {
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(answer.status())
        .message("")
        .headers(answer.headers())
        .body(ResponseBody.create(answer.body(), null))
        .build();
  }
}
