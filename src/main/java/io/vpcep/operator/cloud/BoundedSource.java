package io.vpcep.operator.cloud;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Gives so many bytes and not one more. An unchecked exception of the client library, which is
 * about the bytes that it reads, becomes a {@link MalformedResponseException}.
 */
final class BoundedSource extends ForwardingSource {

  private long left;

  private BoundedSource(Source source, long maxBytes) {
    super(source);
    this.left = maxBytes;
  }

  static InputStream stream(ResponseBody body, long maxBytes) {
    return Okio.buffer(new BoundedSource(body.source(), maxBytes)).inputStream();
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    try {
      long read = super.read(sink, byteCount);
      left -= Math.max(read, 0);
      if (left < 0) {
        throw new TooLargeException();
      }
      return read;
    } catch (RuntimeException e) {
      throw new MalformedResponseException(e);
    }
  }

  /** There is more than may be read. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
