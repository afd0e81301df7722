package io.vpcep.operator.cluster;

import io.vpcep.operator.api.Group;
import java.io.IOException;
import java.util.Set;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;

/**
 * Has the client read of our resources only what is used. The client keeps a whole page of a list
 * as bytes before it parses it, and a tenant may make that a page of 64 MiB.
 */
final class KeptFieldsInterceptor implements Interceptor {

  /** The tag of a request whose response is read as it is. */
  enum Whole {
    BODY
  }

  private static final String PATH = "/apis/" + Group.NAME + "/";

  private final Set<String> keptLabels;
  private final PageReadAhead readAhead;

  /**
   * @param keptLabels keys of the labels that are kept
   * @param readAhead has the page ready that follows the one that is read
   */
  KeptFieldsInterceptor(Set<String> keptLabels, PageReadAhead readAhead) {
    this.keptLabels = keptLabels;
    this.readAhead = readAhead;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    var request = chain.request();
    boolean isOurs =
        request.method().equals("GET")
            && request.url().encodedPath().contains(PATH)
            && request.tag(Whole.class) == null;
    var ahead = isOurs ? readAhead.take(request) : null;
    var response = ahead == null ? chain.proceed(request) : ahead;
    var body = response.body();
    if (!isOurs || body == null || !response.isSuccessful() || !isJson(body)) {
      return response;
    }
    var kept =
        Okio.buffer(
            new KeptFieldsSource(
                body.source(), keptLabels, token -> readAhead.request(request, token)));
    return response
        .newBuilder()
        .removeHeader("Content-Length")
        .body(ResponseBody.create(kept, body.contentType(), -1))
        .build();
  }

  private static boolean isJson(ResponseBody body) {
    var type = body.contentType();
    return type != null && type.subtype().equals("json");
  }
}
