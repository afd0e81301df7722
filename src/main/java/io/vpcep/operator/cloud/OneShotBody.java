package io.vpcep.operator.cloud;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that is sent once. The client library repeats a request by itself when a pooled connection
 * ends before the response. The server may have read the first one: what changes something is not
 * to be repeated before somebody has looked.
 */
public final class OneShotBody extends RequestBody {

  private final RequestBody content;

  /**
   * @param content what is sent
   */
  public OneShotBody(RequestBody content) {
    this.content = content;
  }

  @Override
  public @Nullable MediaType contentType() {
    return content.contentType();
  }

  @Override
  public long contentLength() throws IOException {
    return content.contentLength();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    content.writeTo(sink);
  }

  @Override
  public boolean isOneShot() {
    return true;
  }
}
