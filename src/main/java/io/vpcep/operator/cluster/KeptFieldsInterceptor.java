package io.vpcep.operator.cluster;

import io.vpcep.operator.api.Group;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Has the client read of our resources only what is used. The client keeps a whole page of a list
 * as bytes before it parses it, and a tenant may make that a page of 64 MiB.
 */
final class KeptFieldsInterceptor implements Interceptor {

  private static final String PATH = "/apis/" + Group.NAME + "/";

  @Override
  public Response intercept(Chain chain) throws IOException {
    var request = chain.request();
    var response = chain.proceed(request);
    var body = response.body();
    boolean isOurs = request.method().equals("GET") && request.url().encodedPath().contains(PATH);
    if (!isOurs || body == null || !response.isSuccessful() || !isJson(body)) {
      return response;
    }
    return response.newBuilder().removeHeader("Content-Length").body(new Kept(body)).build();
  }

  private static boolean isJson(ResponseBody body) {
    var type = body.contentType();
    return type != null && type.subtype().equals("json");
  }

  /** A body of which less is read than was sent. */
  private static final class Kept extends ResponseBody {

    private final @Nullable MediaType type;
    private final BufferedSource source;

    Kept(ResponseBody body) {
      type = body.contentType();
      source = Okio.buffer(new KeptFieldsSource(body.source()));
    }

    @Override
    public @Nullable MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }
}
