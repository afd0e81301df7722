package io.vpcep.operator.cloud;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Stands between the client library and a connection, where all that can go wrong is the server's
 * doing. The library (okhttp) throws unchecked exceptions for a negative status and, once the body
 * is read, for a negative {@code Content-Length}. That last one is refused here: the library could
 * not even close such a body, and would keep its connection for ever.
 */
final class ResponseGuard implements Interceptor {

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = proceed(chain);
    String length = response.header("Content-Length");
    if (length != null && length.startsWith("-")) {
      throw new MalformedResponseException("negative Content-Length");
    }
    return response;
  }

  private static Response proceed(Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (RuntimeException e) {
      throw new MalformedResponseException(e);
    }
  }
}
